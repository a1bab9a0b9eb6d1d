package org.sallyport.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.testkit.Programs;
import org.sallyport.testkit.Ran;
import org.sallyport.testkit.SystemdUnit;

/** What an operator copies to their systemd is what Debian's systemd takes, and keeps memory off the disks. */
class SystemdUnitsTest {
    /** In tenths, as systemd counts what a process could still do: 100 without any line, 14 with these. */
    private static final String MOST_EXPOSURE = "--threshold=20";

    @TempDir
    Path folder;

    @BeforeEach
    void copies() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        for (String process : List.of("source", "staff", "database")) {
            Path unit = new SystemdUnit(process).file();
            Files.writeString(copy(process), Files.readString(unit).replace("/usr/bin/java", java));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"source", "staff", "database"})
    void systemd_takes_every_line(String process) throws Exception {
        assertThat(verified(process)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"source", "staff", "database"})
    void little_is_left_that_the_process_could_do(String process) throws Exception {
        assertThat(analyzed(
                                "security",
                                "--offline=yes",
                                MOST_EXPOSURE,
                                copy(process).toString())
                        .status())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"source", "staff", "database"})
    void neither_memory_nor_packets_leave_the_machine(String process) throws Exception {
        SystemdUnit unit = new SystemdUnit(process);
        assertThat(unit.values("LimitCORE")).containsExactly("0");
        assertThat(unit.values("MemorySwapMax")).containsExactly("0");
        assertThat(unit.values("PrivateTmp")).containsExactly("yes");
        assertThat(unit.values("User")).containsExactly("sallyport-" + process);
        assertThat(unit.values("IPAddressDeny")).containsExactly("any");
        assertThat(unit.values("IPAddressAllow")).containsExactly("localhost");
        assertThat(unit.javaOptions())
                .contains("-XX:+SuppressFatalErrorMessage", "-XX:-CreateCoredumpOnCrash", "-XX:-UsePerfData")
                .contains("-XX:-HeapDumpOnOutOfMemoryError", "-XX:+DisableAttachMechanism");
    }

    /** Who starts the database again when even the command that watches PostgreSQL cannot. */
    @ParameterizedTest
    @ValueSource(strings = {"source", "staff", "database"})
    void a_process_that_ends_by_itself_is_started_again(String process) throws Exception {
        assertThat(new SystemdUnit(process).values("Restart")).containsExactly("on-failure");
    }

    @Test
    void systemd_names_a_line_that_it_does_not_know() throws Exception {
        Files.writeString(copy("source"), "[Service]\nLimitKernel=0\n", StandardOpenOption.APPEND);
        assertThat(verified("source")).contains("Unknown key 'LimitKernel'");
    }

    private Path copy(String process) {
        return folder.resolve("sallyport-" + process + ".service");
    }

    /** It only warns. */
    private String verified(String process) throws Exception {
        return analyzed("verify", copy(process).toString()).errors();
    }

    private static Ran analyzed(String... question) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(Programs.require("systemd-analyze").toString()));
        command.addAll(List.of(question));
        return Ran.with(Map.of(), new byte[0], command);
    }
}
