package org.sallyport.web;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Says at the start of a face, loudly, which of the {@link MachinePromises} the machine that runs it does not keep. */
@ApplicationScoped
class RunningMachine {
    private static final Logger LOG = Logger.getLogger(RunningMachine.class);
    private static final String ABSENT = "absent";
    private static final Path LIMITS = Path.of("/proc/self/limits");

    private final Face face;

    RunningMachine(@ConfigProperty(name = "sallyport.faces") Face face) {
        this.face = face;
    }

    void look(@Observes StartupEvent started) {
        if (face == Face.NONE) {
            return;
        }
        List<String> broken = MachinePromises.broken(face == Face.SOURCE, RunningMachine::inForce);
        if (!broken.isEmpty()) {
            LOG.errorf(
                    "%s: SECURITY.md promises more than this start keeps. Start this face with the options of its unit in"
                            + " deploy/systemd. Not as there: %s",
                    face == Face.SOURCE ? "WHAT SOURCES SEND MAY STAY IN MEMORY" : "MEMORY MAY REACH A DISK",
                    String.join(", ", broken));
        }
    }

    /** An option of the Java machine, else a property, else what the environment or the kernel says. */
    private static String inForce(String name) {
        HotSpotDiagnosticMXBean machine = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        try {
            return machine.getVMOption(name).getValue();
        } catch (IllegalArgumentException noOption) {
            @Nullable String set = System.getProperty(name, System.getenv(name));
            return set == null ? limit(name) : set;
        }
    }

    /** The one that is enforced, which stands before the one that it may be raised to. */
    private static String limit(String name) {
        try {
            return Files.readAllLines(LIMITS).stream()
                    .filter(line -> line.startsWith(name + " "))
                    .map(line -> line.substring(name.length()).strip().split(" ", 2)[0])
                    .findFirst()
                    .orElse(ABSENT);
        } catch (IOException noSuchFile) {
            return ABSENT;
        }
    }
}
