package org.sallyport.standalone;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

@QuarkusMain
public final class Sallyport {
    private Sallyport() {}

    public static void main(String... arguments) {
        Quarkus.run(arguments);
    }
}
