package org.sallyport.house;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.fileupload2.core.DiskFileItem;
import org.apache.commons.fileupload2.core.DiskFileItemFactory;
import org.apache.commons.fileupload2.core.MultipartInput;
import org.apache.commons.io.IOUtils;
import org.sallyport.testkit.Surroundings;
import org.sallyport.testkit.Waiting;

/**
 * A server like many others, in a process of its own: it keeps larger parts of a form in temporary files while it works on
 * them, as the library that reads our forms does by itself, and removes them before it answers.
 */
final class SpoolingForms implements AutoCloseable {
    private final Process process;
    private final int port;

    SpoolingForms(Path folder, Surroundings surroundings) throws Exception {
        List<String> command = new ArrayList<>(surroundings.before());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(surroundings.javaOptions());
        String classPath = Stream.of(SpoolingForms.class, MultipartInput.class, IOUtils.class)
                .map(SpoolingForms::place)
                .collect(Collectors.joining(File.pathSeparator));
        command.addAll(List.of("-cp", classPath, SpoolingForms.class.getName()));
        Path output = folder.resolve("output");
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        Waiting.until(
                "the port in " + output, process, () -> Files.readString(output).endsWith("\n"));
        port = Integer.parseInt(Files.readString(output).strip());
    }

    private static String place(Class<?> type) {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .toString();
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }

    public static void main(String... arguments) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/report", SpoolingForms::answer);
        server.start();
        System.out.println(server.getAddress().getPort());
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String answer = "name=\"codename\" value=\"" + "2a".repeat(16) + "\"";
        if (exchange.getRequestMethod().equals("POST")) {
            spool(exchange);
            answer = "<h1>Received</h1>";
        }
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(answer.getBytes(UTF_8));
        }
    }

    private static void spool(HttpExchange exchange) throws IOException {
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        MultipartInput parts = MultipartInput.builder()
                .setInputStream(exchange.getRequestBody())
                .setBoundary(type.replaceAll(".*boundary=([^;]*).*", "$1").getBytes(UTF_8))
                .get();
        DiskFileItemFactory items = DiskFileItemFactory.builder().get();
        for (boolean more = parts.skipPreamble(); more; more = parts.readBoundary()) {
            parts.readHeaders();
            DiskFileItem item = items.fileItemBuilder().setFieldName("part").get();
            try (InputStream in = parts.newInputStream();
                    OutputStream out = item.getOutputStream()) {
                in.transferTo(out);
            }
            item.delete();
        }
    }
}
