package org.sallyport.web;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.sallyport.testkit.SocketRelay;
import org.sallyport.testkit.SourceFaceOnSocket;

/** All of it again behind a unix domain socket, whose event loops are others. */
@QuarkusTest
@TestProfile(SourceFaceOnSocket.class)
class WaitingConnectionsOnSocketTest extends WaitingConnectionsTest {
    private static SocketRelay relay;

    @BeforeAll
    static void lead() throws IOException {
        relay = new SocketRelay(SourceFaceOnSocket.SOCKET);
    }

    @AfterAll
    static void close() throws IOException {
        relay.close();
    }

    @BeforeEach
    void useTheSocket() {
        RestAssured.port = relay.port();
    }
}
