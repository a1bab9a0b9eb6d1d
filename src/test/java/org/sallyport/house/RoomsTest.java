package org.sallyport.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.sallyport.web.FreshSecondFactor;
import org.sallyport.web.Roles;
import org.sallyport.web.StaffMember;

/** The rooms, and who may call whom. A new room, or a new door between two, is written down here first. */
@AnalyzeClasses(packages = "org.sallyport", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {
    private static final String HOUSE = "org.sallyport.";

    private record Room(String sentence, Set<String> mayUse) {}

    private static final Map<String, Room> ROOMS = Map.ofEntries(
            Map.entry(
                    "source",
                    new Room(
                            "The anonymous door: a source reports, and comes back for the answer, without scripts, accounts or"
                                    + " traces.",
                            Set.of("codename", "keyring", "intake", "openpgp", "web"))),
            Map.entry(
                    "review",
                    new Room(
                            "The reviewers' door: what is waiting, opened in the browser, answered, handed on.",
                            Set.of("cases", "vault", "keyring", "audit", "web"))),
            Map.entry(
                    "intake",
                    new Room(
                            "The outer door of the airlock: all that the source's database role may do.",
                            Set.of("openpgp"))),
            Map.entry(
                    "cases",
                    new Room(
                            "Behind the inner door: entries, readers, states, threads, work; all that the staff's database role may"
                                    + " do.",
                            Set.of("vault", "audit", "openpgp"))),
            Map.entry(
                    "vault",
                    new Room(
                            "Sealed bodies and their session-key packets, moved in by batch, and destroyed.",
                            Set.of("openpgp"))),
            Map.entry(
                    "keyring",
                    new Room(
                            "Whom reports may be sealed to: trustees, vetted certificates, desks, and the one way to change them.",
                            Set.of("openpgp", "audit"))),
            Map.entry(
                    "codename", new Room("Twelve words, and everything that is derived from them.", Set.of("openpgp"))),
            Map.entry(
                    "openpgp",
                    new Room("Everything we ask of OpenPGP, and the only room that knows Bouncy Castle.", Set.of())),
            Map.entry("audit", new Room("What staff did, in order, and unforgeable afterwards.", Set.of())),
            Map.entry(
                    "admin",
                    new Room(
                            "The key admins' and auditors' door: certificates in, rotated and revoked; the log read.",
                            Set.of("keyring", "audit", "web"))),
            Map.entry(
                    "staff",
                    new Room(
                            "Who of the staff is signed in: sessions that every process knows, and that end everywhere at once.",
                            Set.of())),
            Map.entry(
                    "web",
                    new Room(
                            "What every face shares: headers, error pages, which process answers which path, and the rules that keep"
                                    + " traces out of logs.",
                            Set.of())),
            Map.entry(
                    "standalone",
                    new Room(
                            "One machine without anything installed: PostgreSQL in a folder of its own, and a trial organisation.",
                            Set.of("keyring", "openpgp"))));

    private static final String[] PERSISTENCE = {
        "jakarta.persistence..",
        "jakarta.transaction..",
        "org.hibernate..",
        "io.quarkus.hibernate..",
        "java.sql..",
        "javax.sql.."
    };
    private static final String[] WEB = {"jakarta.ws.rs..", "io.quarkus.qute..", "org.jboss.resteasy..", "io.vertx.."};
    private static final String[] IDENTITY = {
        "io.quarkus.security..", "io.quarkus.oidc..", "jakarta.annotation.security..", "org.eclipse.microprofile.jwt.."
    };

    private static String roomOf(JavaClass type) {
        String rest = type.getPackageName().startsWith(HOUSE)
                ? type.getPackageName().substring(HOUSE.length())
                : type.getPackageName();
        return rest;
    }

    @ArchTest
    static void everyPackageIsARoom(JavaClasses classes) {
        Set<String> packages = classes.stream().map(RoomsTest::roomOf).collect(Collectors.toCollection(TreeSet::new));
        assertThat(packages).isEqualTo(new TreeSet<>(ROOMS.keySet()));
    }

    @ArchTest
    static void everyRoomUsesOnlyWhatTheTableAllows(JavaClasses classes) {
        Map<String, Set<String>> used = new TreeMap<>();
        for (JavaClass type : classes) {
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(target -> target.getPackageName().startsWith(HOUSE))
                    .map(RoomsTest::roomOf)
                    .filter(room -> !room.equals(roomOf(type)))
                    .forEach(room -> used.computeIfAbsent(roomOf(type), r -> new TreeSet<>())
                            .add(room));
        }
        used.forEach((room, rooms) ->
                assertThat(ROOMS.get(room).mayUse()).as("%s uses", room).containsAll(rooms));
    }

    @ArchTest
    static final ArchRule noCircles =
            SlicesRuleDefinition.slices().matching("org.sallyport.(*)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyOpenpgpKnowsBouncyCastle = noClasses()
            .that()
            .resideOutsideOfPackage("org.sallyport.openpgp")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bouncycastle..");

    @ArchTest
    static final ArchRule onlyTheStoresKnowPersistence = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "org.sallyport.intake",
                    "org.sallyport.vault",
                    "org.sallyport.cases",
                    "org.sallyport.keyring",
                    "org.sallyport.audit",
                    "org.sallyport.staff",
                    "org.sallyport.standalone")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(PERSISTENCE);

    @ArchTest
    static final ArchRule onlyTheDoorsKnowTheWeb = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "org.sallyport.source",
                    "org.sallyport.review",
                    "org.sallyport.admin",
                    "org.sallyport.staff",
                    "org.sallyport.web")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(WEB);

    @ArchTest
    static final ArchRule onlyTheStaffDoorsKnowWhoSomebodyIs = noClasses()
            .that()
            .resideOutsideOfPackages("org.sallyport.review", "org.sallyport.admin", "org.sallyport.staff")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(IDENTITY);

    /** What the staff's doors share lies in "web", where the anonymous door could reach it. */
    @ArchTest
    static final ArchRule theAnonymousDoorKnowsNoStaff = noClasses()
            .that()
            .resideInAPackage("org.sallyport.source")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(StaffMember.class, Roles.class, FreshSecondFactor.class);

    @ArchTest
    static void everyRoomHasItsSentence(JavaClasses classes) throws IOException {
        for (Map.Entry<String, Room> room : ROOMS.entrySet()) {
            Path file = Path.of("src/main/java/org/sallyport", room.getKey(), "package-info.java");
            assertThat(Files.readString(file).replaceAll("\\s*\\n \\* ", " "))
                    .as("%s", file)
                    .startsWith("/** " + room.getValue().sentence())
                    .contains("@NullMarked");
        }
    }
}
