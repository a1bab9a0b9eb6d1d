package org.sallyport.testkit;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Stands where Keycloak believes the staff face to be, and keeps what Keycloak says there; the face is told nothing. */
public final class LogoutTokenTap implements AutoCloseable {
    private static final String FIELD = "logout_token=";

    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    private final HttpServer server;

    public LogoutTokenTap() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            said.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        RealmAdmin.signedIn()
                .backChannel("http://localhost:" + server.getAddress().getPort() + "/");
    }

    /** The next that comes. */
    public String token() throws InterruptedException {
        String form = said.poll(20, TimeUnit.SECONDS);
        if (form == null || !form.startsWith(FIELD)) {
            throw new AssertionError("Keycloak said " + form);
        }
        return URLDecoder.decode(form.substring(FIELD.length()), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        RealmAdmin.signedIn().backChannel(Keycloak.staffOrigin() + "/console/back-channel-logout");
        server.stop(0);
    }
}
