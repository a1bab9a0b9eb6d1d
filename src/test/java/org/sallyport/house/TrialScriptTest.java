package org.sallyport.house;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.testkit.Ran;
import org.sallyport.testkit.SystemdUnit;
import org.sallyport.testkit.TrialScript;
import org.sallyport.testkit.Waiting;

/** What {@code deploy/try.sh} says before it does anything, and that nothing outlives it. */
class TrialScriptTest {
    private static final String SLOW_BUILD =
            "#!/bin/sh\necho '[INFO] --- exec:3.6.2:exec (webui) @ x ---'\nsleep 1002 & sleep 1003\n";
    private static final int SECONDS_TO_STOP = 60;

    @TempDir
    Path folder;

    private TrialScript script;
    private Process process;

    @BeforeEach
    void aProjectOfItsOwn() throws IOException {
        script = new TrialScript(folder);
    }

    @AfterEach
    void end() {
        if (process != null) {
            process.destroyForcibly();
        }
        script.running().forEach(ProcessHandle::destroyForcibly);
    }

    private void refusesBeforeItBuilds(String words, String... options) throws Exception {
        assertThat(script.refused(options)).contains(words);
        assertThat(script.programsAsked()).doesNotContain("/mvn");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "99999999999999999999", "http", "-1", "80 80", "08080", ""})
    void whatIsNoPortIsRefused(String port) throws Exception {
        refusesBeforeItBuilds("A port is a number from ", "--staff-port", port);
    }

    @Test
    void twoOnOnePortAreRefused() throws Exception {
        refusesBeforeItBuilds(
                "--source-port and --staff-port are the same port, 22901.",
                "--source-port",
                "22901",
                "--staff-port",
                "22901");
    }

    @Test
    void aTakenPortIsRefused() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(other.getLocalPort());
            refusesBeforeItBuilds("Port " + port + " is taken by another program.", "--keycloak-port", port);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v18.20.4", "v20.18.3", "v21.7.3", "v22.11.0", "v9.0.0"})
    void anOlderNodeIsRefused(String version) throws Exception {
        script.program("node", "#!/bin/sh\necho " + version + "\n");
        refusesBeforeItBuilds(
                "Sallyport needs Node 20.19 or newer of 20, or 22.12 or newer, with npm; this is: " + version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v20.19.0", "v20.20.2", "v22.12.0", "v24.1.0"})
    void aNodeThatBuildsTheConsoleIsTaken(String version) throws Exception {
        script.program("node", "#!/bin/sh\necho " + version + "\n");
        assertThat(script.refused()).contains("The build failed");
    }

    @Test
    void anOlderJavaIsRefused() throws Exception {
        script.program("java", "#!/bin/sh\necho 'openjdk version \"11.0.2\"' >&2\n");
        refusesBeforeItBuilds("Sallyport needs a JDK of version 17 or newer.");
    }

    @Test
    void aFullDiskIsRefused() throws Exception {
        script.program("df", "#!/bin/sh\nprintf 'Filesystem 1024-blocks Used Available\\nx 9 9 102400 9 /\\n'\n");
        refusesBeforeItBuilds("has only 100 MB left; building Sallyport needs about 1000 MB.");
    }

    @Test
    void aFolderThatCannotBeWrittenIsRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        refusesBeforeItBuilds(
                "You may not write to " + file + ", which is needed for the trial's data.", "--data", file + "/data");
    }

    @Test
    void aFolderOfOtherThingsIsRefused() throws Exception {
        Files.createDirectories(script.data());
        Files.writeString(script.data().resolve("diary"), "");
        refusesBeforeItBuilds("is not empty and is not a trial's folder.");
    }

    @Test
    void thePortThatKeycloakWasTaughtIsKept() throws Exception {
        Files.createDirectories(script.data());
        Files.writeString(script.data().resolve("sallyport-trial"), "");
        Files.writeString(script.data().resolve("staff-port"), "1\n");
        refusesBeforeItBuilds("This trial was made for the staff face on port 1");
    }

    @Test
    void theReasonOfAFailedBuildIsOnTheScreen() throws Exception {
        script.program("mvn", """
                #!/bin/sh
                cat <<TEXT
                [INFO] --- maven-resources-plugin:3.3.1:resources (default-resources) @ sallyport ---
                not this step
                [INFO] --- exec-maven-plugin:3.6.2:exec (webui) @ sallyport ---
                src/console/main.ts(3,1): error TS2304: Cannot find name 'x'.
                npm ERR! Lifecycle script failed
                [INFO] BUILD FAILURE
                [ERROR] Failed to execute goal exec (webui)
                [ERROR] Re-run Maven using the -X switch
                TEXT
                exit 1
                """);
        assertThat(script.refused())
                .contains("exec-maven-plugin:3.6.2:exec", "error TS2304: Cannot find name 'x'.")
                .contains("Failed to execute goal exec (webui)", "The build failed, for the reason above.")
                .doesNotContain("npm ERR!", "not this step");
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143", "HUP, 143"})
    void aSignalEndsTheBuildAndItsChildren(String signal, int status) throws Exception {
        script.program("mvn", SLOW_BUILD);
        process = script.command().redirectErrorStream(true).start();
        Waiting.until("the build", () -> script.running().size() == 3);
        signal(signal);
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).isEqualTo(status);
        assertThat(said).contains("Stopping ...").doesNotContainIgnoringCase("failed");
        assertThat(script.running()).isEmpty();
    }

    private void signal(String name) throws IOException, InterruptedException {
        signal(name, String.valueOf(process.pid()));
    }

    private static void signal(String name, String pid) throws IOException, InterruptedException {
        Ran.with(Map.of(), new byte[0], List.of("kill", "-s", name, pid)).succeeded();
    }

    /** Everything runs but the face that is awaited, which has a child of its own. */
    private void awaitsTheFace(ProcessBuilder command) throws Exception {
        process = command.redirectErrorStream(true).start();
        Waiting.until("all of it", process, () -> Files.exists(folder.resolve("asked/locale")));
        Waiting.until("all of it", process, () -> script.running().size() >= 5);
    }

    private void nothingIsLeft() throws Exception {
        assertThat(process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS))
                .as("ended")
                .isTrue();
        assertThat(script.running()).isEmpty();
    }

    /** As of {@code deploy/try.sh | tee log} when Ctrl-C has ended {@code tee}, and of a terminal that was closed. */
    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM", "HUP"})
    void nothingIsLeftWhenItsOutputIsGone(String signal) throws Exception {
        awaitsTheFace(script.built().command());
        process.getInputStream().close();
        signal(signal);
        nothingIsLeft();
    }

    /** Somebody else fills the pipe when all of it runs, so that whatever the script writes would wait for ever. */
    @Test
    void nothingIsLeftWhenNobodyReadsItsOutput() throws Exception {
        String fill = "\"$@\" & echo $! >\"$ASKED/pid\"; until [ -e \"$ASKED/locale\" ]; do sleep 0.1; done;"
                + " timeout 1 cat /dev/zero; touch \"$ASKED/full\"; wait $!";
        ProcessBuilder command = script.built().command();
        command.command().addAll(0, List.of("bash", "-c", fill, "bash"));
        awaitsTheFace(command);
        Waiting.until("a full pipe", process, () -> Files.exists(folder.resolve("asked/full")));
        signal("TERM", Files.readString(folder.resolve("asked/pid")).strip());
        nothingIsLeft();
    }

    @Test
    void nothingIsLeftWhenItsOutputIsClosedFromTheBeginning() throws Exception {
        ProcessBuilder command = script.built().command();
        command.command().addAll(0, List.of("bash", "-c", "exec \"$@\" >&- 2>&-", "bash"));
        awaitsTheFace(command);
        signal("TERM");
        nothingIsLeft();
    }

    @Test
    void nothingIsLeftWhenOneOfThemEnds() throws Exception {
        awaitsTheFace(script.built().command());
        ProcessHandle face = script.running().stream()
                .filter(one -> one.info().commandLine().orElse("").endsWith("sleep 1001"))
                .findFirst()
                .orElseThrow();
        face.destroy();
        nothingIsLeft();
        assertThat(process.exitValue()).isEqualTo(1);
    }

    @Test
    void aPathOfOtherLettersIsReadInALocaleThatKnowsNone() throws Exception {
        Assumptions.assumeTrue(
                "UTF-8".equals(System.getProperty("sun.jnu.encoding")), "this test's own locale knows none");
        script = new TrialScript(folder.resolve("Доклад ١"));
        ProcessBuilder command = script.built().command();
        command.environment().put("LC_ALL", "C");
        process = command.redirectErrorStream(true).start();
        Waiting.until("a face", process, () -> !script.localeAsked().isEmpty());
        assertThat(script.localeAsked()).isEqualTo("C.UTF-8");
        signal("TERM");
        nothingIsLeft();
    }

    /** What a unit of deploy/systemd is started with, the trial is. */
    @Test
    void theSourceFaceStartsWithTheOptionsOfItsUnit() throws Exception {
        String text = Files.readString(Path.of("deploy/try.sh"));
        SystemdUnit unit = new SystemdUnit("source");
        assertThat(unit.javaOptions().stream().filter(option -> !option.startsWith("-Xmx")))
                .allSatisfy(option -> assertThat(text).contains(option));
        assertThat(text)
                .contains("GLIBC_TUNABLES="
                        + unit.environment().get("GLIBC_TUNABLES").replace("GLIBC_TUNABLES=", ""));
    }
}
