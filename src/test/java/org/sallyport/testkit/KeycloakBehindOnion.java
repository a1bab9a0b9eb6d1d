package org.sallyport.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * Keycloak as {@code deploy/tor} has it: on loopback, known to browsers by the second port of the staff's onion service, with
 * nginx in front, which knows the pages of signing in and nothing else.
 */
public final class KeycloakBehindOnion implements AutoCloseable {
    public static final int ONION_PORT = 8080;

    private final int port = FreePorts.one();
    private final int backChannelPort = FreePorts.one();
    private final KeycloakProcess keycloak;
    private final Process front;

    /**
     * @param onion the staff's onion address
     * @param socket where nginx listens
     * @param staff where the staff face listens
     */
    public KeycloakBehindOnion(String onion, Path socket, Path staff) throws IOException, InterruptedException {
        keycloak = KeycloakProcess.start(
                port,
                "http://" + onion,
                "http://127.0.0.1:" + backChannelPort,
                Keycloak.clientSecret(),
                "--hostname=http://" + onion + ":" + ONION_PORT,
                "--hostname-backchannel-dynamic=true");
        front = nginx(socket, staff);
        Waiting.until("nginx", front, () -> Files.exists(socket));
    }

    private Process nginx(Path socket, Path staff) throws IOException {
        Path folder = Objects.requireNonNull(socket.getParent());
        String site = Files.readString(Path.of("deploy", "tor", "sign-in.nginx.conf"))
                .replace("/run/sallyport-sign-in/http.sock", socket.toString())
                .replace("127.0.0.1:8180", "127.0.0.1:" + port)
                .replace("/run/sallyport-staff/http.sock", staff.toString())
                .replace("127.0.0.1:8181", "127.0.0.1:" + backChannelPort);
        // One process, so that nothing is left when it is ended.
        Path configuration = Files.writeString(folder.resolve("nginx.conf"), """
                daemon off;
                master_process off;
                pid %1$s/nginx.pid;
                events {}
                http {
                %2$s
                }
                """.formatted(folder, site));
        Process process = new ProcessBuilder(
                        Programs.require("nginx").toString(), "-e", "stderr", "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("nginx.log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return process;
    }

    /** What the staff face is told: where Keycloak is on loopback. */
    public Map<String, String> settings() {
        return Keycloak.settings("http://127.0.0.1:" + port);
    }

    /** The status of a page of Keycloak's on loopback, where nothing stands in front. */
    public int statusOnLoopback(String path) throws IOException {
        return RawHttp.status(RawHttp.get(port, path));
    }

    @Override
    public void close() {
        front.destroyForcibly();
        front.onExit().join();
        keycloak.close();
    }
}
