package org.sallyport.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code deploy/try.sh} in a project of its own whose programs are made up: they say what real ones say, note what they were asked,
 * and wait. Nothing is built or served, so that a test sees what the script does with what it meets.
 */
public final class TrialScript {
    private static final String JAVA = """
            #!/bin/sh
            case "$*" in
                *-version) echo 'openjdk version "17.0.1"' >&2 ;;
                *" trial "*) for last; do :; done; mkdir -p "$last/organisation" ;;
                *" database "*) for last; do :; done; mkdir -p "$last/login"
                    touch "$last/login/staff.env" "$last/login/source.env"
                    echo "PostgreSQL is ready"; exec sleep 1000 ;;
                *" load "*) ;;
                *) echo "$LC_ALL" >"$ASKED/locale"; sleep 1000 & sleep 1001 ;;
            esac
            """;
    private static final String WAITING = "#!/bin/sh\ncase \" $* \" in *\" build \"*) ;; *) exec sleep 1000 ;; esac\n";

    private final Path project;
    private final Path programs;
    private final Path asked;
    private final Path data;

    /** @param folder for all of it */
    public TrialScript(Path folder) throws IOException {
        project = Files.createDirectories(folder.resolve("project"));
        programs = Files.createDirectories(folder.resolve("programs"));
        asked = Files.createDirectories(folder.resolve("asked"));
        data = folder.resolve("data");
        Files.createDirectories(project.resolve("src/main/webui"));
        Files.createDirectories(project.resolve("deploy"));
        Files.copy(Path.of("pom.xml"), project.resolve("pom.xml"));
        Files.copy(Path.of("deploy/try.sh"), project.resolve("deploy/try.sh"));
        Files.createDirectories(project.resolve("deploy/keycloak"));
        for (String file : List.of("sallyport-realm.json", "sallyport-refused-passwords.txt")) {
            Files.copy(
                    Path.of("deploy/keycloak", file),
                    project.resolve("deploy/keycloak").resolve(file));
        }
        program("java", JAVA);
        program("javac", "#!/bin/sh\n");
        program("node", "#!/bin/sh\necho v20.19.0\n");
        program("npm", "#!/bin/sh\n");
        program("mvn", "#!/bin/sh\nexit 1\n");
    }

    /** Takes a real program's place. */
    public TrialScript program(String name, String text) throws IOException {
        executable(programs.resolve(name), text.replaceFirst("\n", "\necho \"$0\" >>\"\\$ASKED/programs\"\n"));
        return this;
    }

    /** As if the build had been there. */
    public TrialScript built() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String version = pom.replaceAll("(?s).*<keycloak.version>(.*?)</keycloak.version>.*", "$1");
        Path keycloak = project.resolve(".keycloak/keycloak-" + version);
        for (String part : List.of("bin", "conf", "providers", "themes", "lib/app", "lib/lib", "lib/quarkus")) {
            Files.createDirectories(keycloak.resolve(part));
        }
        executable(keycloak.resolve("bin/kc.sh"), WAITING);
        Files.writeString(keycloak.resolve("lib/quarkus-run.jar"), "");
        Files.writeString(keycloak.resolve("providers/sallyport-keycloak.jar"), "");
        Files.createDirectories(project.resolve(".keycloak/unpacked"));
        Files.writeString(project.resolve(".keycloak/unpacked/of-" + version + ".marker"), "");
        Files.createDirectories(project.resolve("target/quarkus-app"));
        Files.writeString(project.resolve("target/quarkus-app/quarkus-run.jar"), "");
        return this;
    }

    private static void executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    public Path data() {
        return data;
    }

    /** Which of the programs were asked for anything. */
    public String programsAsked() throws IOException {
        return read(asked.resolve("programs"));
    }

    /** {@code LC_ALL} of a face. */
    public String localeAsked() throws IOException {
        return read(asked.resolve("locale")).strip();
    }

    private static String read(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file) : "";
    }

    /** Its ports are free ones, unless the options name others. */
    public ProcessBuilder command(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of("bash", "deploy/try.sh", "--data", data.toString()));
        for (String name : List.of("source", "staff", "keycloak", "database")) {
            command.addAll(List.of("--" + name + "-port", String.valueOf(FreePorts.one())));
        }
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command).directory(project.toFile());
        Map<String, String> environment = builder.environment();
        environment.remove("JAVA_HOME");
        environment.put("PATH", programs + ":" + environment.get("PATH"));
        environment.put("ASKED", asked.toString());
        return builder;
    }

    /** Runs to its end, which is a refusal. @return all that it said */
    public String refused(String... options) throws IOException, InterruptedException {
        Process process = command(options).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 1) {
            throw new AssertionError("no refusal, but " + process.exitValue() + ": " + said);
        }
        return said;
    }

    /** Which of the processes that it started are there: each carries the data's folder in its environment. */
    public List<ProcessHandle> running() {
        return ProcessHandle.allProcesses().filter(this::isOurs).toList();
    }

    private boolean isOurs(ProcessHandle process) {
        try {
            // Empty of a process that has ended, whose status nobody has asked for yet.
            Path environment = Path.of("/proc", String.valueOf(process.pid()), "environ");
            return new String(Files.readAllBytes(environment), UTF_8).contains("SALLYPORT_TRIAL=" + data);
        } catch (IOException ended) {
            return false;
        }
    }
}
