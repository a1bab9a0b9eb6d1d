package org.sallyport.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Sequoia's command line, {@code sq}, with a home of its own. */
public final class Sequoia implements AutoCloseable {
    private static final byte[] NOTHING = {};
    private final String program;
    private final Path home;

    public Sequoia() throws IOException {
        program = Programs.require("sq").toString();
        home = Scratch.folder("sq");
    }

    /** @return armored, encrypted to every certificate of the bundle */
    public byte[] encrypt(byte[] text, Path bundle) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program, "encrypt"));
        // Before version 1 it was named otherwise, and nothing was signed unless asked for.
        if (run(NOTHING, List.of(program, "encrypt", "--help")).text().contains("--recipient-cert")) {
            command.addAll(List.of("--recipient-cert", bundle.toString()));
        } else {
            command.addAll(List.of("--for-file", bundle.toString(), "--without-signature"));
        }
        return run(text, command).output();
    }

    private Ran run(byte[] input, List<String> command) throws IOException, InterruptedException {
        return Ran.with(Map.of("HOME", home.toString()), input, command).succeeded();
    }

    @Override
    public void close() {
        Scratch.remove(home);
    }
}
