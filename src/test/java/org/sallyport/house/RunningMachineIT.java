package org.sallyport.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.standalone.DatabaseRole;
import org.sallyport.testkit.PackagedSource;
import org.sallyport.testkit.PackagedStaff;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.Surroundings;
import org.sallyport.testkit.SystemdUnit;
import org.sallyport.testkit.Vetting;

/** A face that its Java machine keeps from doing what SECURITY.md promises says so at its start. */
class RunningMachineIT {
    private static final String LOUDLY = "WHAT SOURCES SEND MAY STAY IN MEMORY";

    @TempDir
    Path folder;

    @BeforeAll
    static void desks() throws Exception {
        Vetting.ofEverybody();
    }

    /** The same command on a machine of 64 GB. */
    private Surroundings unit(String process, List<String> without) throws IOException {
        Surroundings unit = new SystemdUnit(process).in(folder.resolve("working"), folder.resolve("temporary"));
        List<String> options = new ArrayList<>(unit.javaOptions());
        options.removeAll(without);
        options.add("-XX:MaxRAM=64g");
        return new Surroundings(unit.before(), options, unit.settings());
    }

    private static String said(Surroundings around) throws Exception {
        try (PackagedSource source =
                new PackagedSource(Vetting.trustees(), PostgreSQL.settings(DatabaseRole.SOURCE), around)) {
            return Files.readString(source.output());
        }
    }

    @Test
    void as_its_unit_says_the_source_face_has_nothing_to_say() throws Exception {
        assertThat(said(unit("source", List.of()))).doesNotContain(LOUDLY);
    }

    @Test
    void as_its_unit_says_the_staff_face_has_nothing_to_say() throws Exception {
        try (PackagedStaff staff =
                PackagedStaff.withoutSignIn(PostgreSQL.settings(DatabaseRole.STAFF), unit("staff", List.of()))) {
            assertThat(Files.readString(staff.output())).doesNotContain("SECURITY.md");
        }
    }

    @Test
    void a_staff_face_that_could_be_dumped_says_so() throws Exception {
        List<String> keepsOut = List.of("-XX:+DisableAttachMechanism");
        try (PackagedStaff staff =
                PackagedStaff.withoutSignIn(PostgreSQL.settings(DatabaseRole.STAFF), unit("staff", keepsOut))) {
            assertThat(Files.readString(staff.output()))
                    .contains("MEMORY MAY REACH A DISK", "Not as there: DisableAttachMechanism=false\n");
        }
    }

    /** The heap begins as large as it may become, and the collector gives nothing back. */
    @Test
    void without_a_small_beginning_on_a_large_machine_it_is_said() throws Exception {
        assertThat(said(unit("source", List.of("-Xms16m"))))
                .contains(LOUDLY)
                .containsPattern("Not as there: ShenandoahUncommit=false(, MinHeapSize=[0-9]+)?\n");
    }

    @Test
    void another_collector_is_said() throws Exception {
        assertThat(said(new Surroundings(List.of(), List.of("-XX:+UseSerialGC"), Map.of())))
                .contains(LOUDLY, "UseShenandoahGC=false", "GLIBC_TUNABLES=absent", "DisableAttachMechanism=false");
    }
}
