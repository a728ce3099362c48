package org.adcache;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Architecture rules: the stages and libraries that each stage may import, and which stages may access the rooms
 * (sub-packages) of another.
 */
class ArchitectureTest {
    private static final String ROOT = "org.adcache";
    private static final int ROOM_SIZE = 25;

    /** The stages that each stage may import; {@code cli}, {@code demo} and the root may import any. */
    private static final Map<String, Set<String>> IMPORTS = new TreeMap<>(Map.ofEntries(
            Map.entry("account", Set.of()),
            Map.entry("budget", Set.of()),
            Map.entry("encoding", Set.of()),
            Map.entry("analysis", Set.of()),
            Map.entry("api", Set.of("account")),
            Map.entry("help", Set.of()),
            Map.entry("process", Set.of()),
            Map.entry("tls", Set.of("account", "encoding")),
            Map.entry("kerberos", Set.of("account", "encoding")),
            Map.entry("directory", Set.of("account", "analysis", "budget", "encoding", "tls", "kerberos")),
            Map.entry("doctor", Set.of("account", "tls", "kerberos", "directory")),
            Map.entry("store", Set.of("account", "encoding")),
            Map.entry("sync", Set.of("account", "budget", "directory", "store")),
            Map.entry("index", Set.of("account", "budget", "encoding", "analysis", "store")),
            Map.entry("lookup", Set.of("account", "analysis", "budget", "index", "store")),
            Map.entry("integration", Set.of("account", "kerberos", "sync", "store", "lookup")),
            Map.entry(
                    "connection",
                    Set.of(
                            "account",
                            "budget",
                            "encoding",
                            "kerberos",
                            "directory",
                            "doctor",
                            "store",
                            "sync",
                            "integration")),
            Map.entry("auth", Set.of("account", "api", "encoding", "kerberos", "lookup", "store", "tls")),
            Map.entry(
                    "http",
                    Set.of(
                            "account",
                            "api",
                            "auth",
                            "budget",
                            "directory",
                            "doctor",
                            "encoding",
                            "help",
                            "integration",
                            "kerberos",
                            "lookup",
                            "sync",
                            "tls")),
            Map.entry(
                    "metrics",
                    Set.of(
                            "account",
                            "api",
                            "budget",
                            "connection",
                            "directory",
                            "http",
                            "integration",
                            "lookup",
                            "store",
                            "sync")),
            Map.entry(
                    "config",
                    Set.of(
                            "account",
                            "auth",
                            "budget",
                            "connection",
                            "directory",
                            "http",
                            "lookup",
                            "store",
                            "sync",
                            "tls"))));

    /** The rooms of each stage that has any; each imports the stage's own package and the rooms before it. */
    private static final Map<String, List<String>> ROOMS = new TreeMap<>(Map.ofEntries(
            Map.entry("kerberos", List.of("negotiate")),
            Map.entry("directory", List.of("connect", "controllers", "read", "feed")),
            Map.entry("store", List.of("file", "key", "record", "scope", "segment", "manifest", "image", "commit")),
            Map.entry("index", List.of("array", "record", "words", "groups")),
            Map.entry("sync", List.of("accounts", "schedule")),
            Map.entry("lookup", List.of("suggest", "match", "principal", "detail")),
            Map.entry("cli", List.of("terminal", "owner", "client", "match", "token", "manual")),
            Map.entry(
                    "http",
                    List.of(
                            "telemetry",
                            "problem",
                            "limits",
                            "proxy",
                            "rate",
                            "tls",
                            "query",
                            "admin",
                            "access",
                            "configuration",
                            "ui",
                            "fastpath")),
            Map.entry("api", List.of("access", "configuration")),
            Map.entry("config", List.of("form")),
            Map.entry("auth", List.of("audit", "session", "certificate", "sso")),
            Map.entry("demo", List.of("schema", "people", "population", "rights", "search", "ldap"))));

    /** Types in a room that stages outside may import, and which stages; the root's name is empty. */
    private static final Map<String, Set<String>> SEEN_FROM_OUTSIDE = new TreeMap<>(Map.ofEntries(
            // The documents and callers of HTTP are many, and have rooms.
            Map.entry("api.access.AccessDocument", Set.of("http")),
            Map.entry("api.access.MeDocument", Set.of("http")),
            Map.entry("api.access.SessionDocument", Set.of("http")),
            Map.entry("api.access.TokenDocument", Set.of("http")),
            Map.entry("api.access.TokensDocument", Set.of("http")),
            Map.entry("auth.certificate.CertificateClient", Set.of("", "config", "http")),
            Map.entry("auth.certificate.ClientCertificates", Set.of("")),
            Map.entry("auth.session.Session", Set.of("http")),
            Map.entry("auth.session.SessionLimits", Set.of("", "config", "http")),
            Map.entry("auth.session.Sessions", Set.of("", "http")),
            Map.entry("auth.sso.Admission", Set.of("http")),
            Map.entry("auth.sso.Person", Set.of("http")),
            Map.entry("auth.sso.PersonOrigin", Set.of("http")),
            Map.entry("auth.sso.ProxiedPeople", Set.of("")),
            Map.entry("auth.sso.Roles", Set.of("", "http")),
            Map.entry("auth.sso.SignInResult", Set.of("http")),
            Map.entry("auth.sso.SingleSignOn", Set.of("", "http")),
            Map.entry("http.proxy.TrustedProxies", Set.of("", "config")),
            Map.entry("lookup.principal.Group", Set.of("auth", "http")),
            // Administrators see one account, and what is duplicate.
            Map.entry("lookup.detail.AccountDetail", Set.of("http")),
            Map.entry("lookup.detail.DuplicateKey", Set.of("http")),
            Map.entry("lookup.detail.DuplicateKeys", Set.of("http")),
            Map.entry("lookup.detail.GroupPath", Set.of("http")),
            Map.entry("lookup.principal.PrincipalLookup", Set.of("", "auth")),
            // Requests to the demo contain the names of its accounts.
            Map.entry("api.configuration.InventoryDocument", Set.of("", "http")),
            Map.entry("api.configuration.PreviewDocument", Set.of("", "http")),
            Map.entry("api.configuration.RefusedConfiguration", Set.of("", "cli", "http")),
            Map.entry("api.configuration.ReloadDocument", Set.of("", "cli", "http")),
            Map.entry("demo.schema.DomainNames", Set.of("cli")),
            Map.entry("demo.schema.WellKnown", Set.of("cli")),
            // Rates are configured, and wired with the audit log.
            Map.entry("http.proxy.Network", Set.of("config")),
            Map.entry("http.rate.Rate", Set.of("config")),
            Map.entry("http.rate.RateLimits", Set.of("", "config")),
            Map.entry("http.rate.Rates", Set.of("", "metrics")),
            // What is recorded of requests is wired, and shown as metrics.
            Map.entry("http.telemetry.AccessLog", Set.of("", "metrics")),
            Map.entry("http.telemetry.BatchMetrics", Set.of("metrics")),
            Map.entry("http.telemetry.LatencyReading", Set.of("metrics")),
            Map.entry("http.telemetry.RequestMetrics", Set.of("", "metrics")),
            Map.entry("http.telemetry.RequestResult", Set.of("metrics")),
            Map.entry("http.telemetry.RouteMetrics", Set.of("metrics")),
            Map.entry("http.telemetry.Telemetry", Set.of("", "metrics")),
            // The log is opened where the service is wired; its pages are a route.
            Map.entry("auth.audit.AuditFile", Set.of("")),
            Map.entry("auth.audit.AuditPosition", Set.of("http")),
            // A stage of the doctor calls the same steps as a sync.
            Map.entry("directory.connect.Binder", Set.of("doctor")),
            Map.entry("directory.connect.ChannelBinding", Set.of("doctor")),
            Map.entry("directory.connect.Connector", Set.of("doctor")),
            Map.entry("directory.connect.ControllerKdcs", Set.of("doctor")),
            Map.entry("directory.connect.ControllerProbe", Set.of("doctor")),
            Map.entry("directory.connect.Deadline", Set.of("doctor")),
            Map.entry("directory.connect.DomainProbe", Set.of("doctor")),
            Map.entry("directory.connect.GssapiBind", Set.of("doctor")),
            Map.entry("directory.connect.LdapProblems", Set.of("doctor")),
            Map.entry("directory.connect.ServerUnavailable", Set.of("doctor")),
            Map.entry("directory.connect.TimedLogin", Set.of("doctor")),
            Map.entry("directory.connect.TlsProblems", Set.of("doctor")),
            Map.entry("directory.controllers.DnsSrvLookup", Set.of("doctor")),
            Map.entry("directory.controllers.DomainControllers", Set.of("doctor")),
            Map.entry("directory.controllers.SiteFinder", Set.of("doctor")),
            Map.entry("directory.controllers.SrvLookup", Set.of("doctor")),
            Map.entry("directory.controllers.SrvRecord", Set.of("doctor")),
            Map.entry("directory.read.AccountRead", Set.of("doctor")),
            // Single sign-on says why a ticket is refused, and asks who has signed in.
            Map.entry("kerberos.negotiate.NegotiateToken", Set.of("auth")),
            Map.entry("kerberos.negotiate.TicketHeader", Set.of("auth")),
            Map.entry("kerberos.negotiate.TokenFormatException", Set.of("auth")),
            Map.entry("lookup.principal.AccountReference", Set.of("auth", "config", "http")),
            Map.entry("lookup.principal.PrincipalAnswer", Set.of("auth")),
            Map.entry("lookup.principal.PrincipalName", Set.of("auth")),
            Map.entry("auth.sso.Role", Set.of("", "config", "http")),
            Map.entry("auth.sso.SingleSignOnConfig", Set.of("cli", "config", "http")),
            // The search of lookup reads the postings and memberships directly.
            Map.entry("index.array.IntHashSet", Set.of("lookup")),
            Map.entry("index.array.OrdinalSet", Set.of("lookup")),
            Map.entry("index.array.PostingsMerger", Set.of("lookup")),
            Map.entry("index.array.RangeMinimumPostings", Set.of("lookup")),
            Map.entry("index.array.WordRange", Set.of("lookup")),
            Map.entry("index.groups.Gap", Set.of("lookup")),
            Map.entry("index.groups.GroupGraph", Set.of("lookup")),
            Map.entry("index.groups.Memberships", Set.of("lookup")),
            Map.entry("index.words.FuzzyMatches", Set.of("lookup")),
            Map.entry("index.words.InfixMatches", Set.of("lookup")),
            Map.entry("index.words.SearchWords", Set.of("")),
            Map.entry("index.words.WordIndex", Set.of("lookup")),
            // The folder and its small files are opened without the store; the index is built from encoded records.
            Map.entry("http.configuration.ConfigurationRefusedException", Set.of("")),
            Map.entry("http.configuration.ConnectionAdministration", Set.of("")),
            Map.entry("http.configuration.ConnectionTrial", Set.of("")),
            Map.entry("http.configuration.DeclaredConnection", Set.of("")),
            Map.entry("http.configuration.Reloader", Set.of("")),
            Map.entry("store.file.DataFolder", Set.of("", "auth", "cli", "integration")),
            Map.entry("store.file.Disk", Set.of("auth")),
            Map.entry("store.file.DurableFile", Set.of("auth")),
            // The switch's state is read before the store is opened, and what the data's files say of it.
            Map.entry("store.file.TwoSlotFile", Set.of("integration")),
            Map.entry("store.manifest.EpochTraces", Set.of("integration")),
            Map.entry("store.manifest.CachedConnections", Set.of("cli")),
            Map.entry("store.file.FileStatus", Set.of("cli")),
            Map.entry("store.file.FolderCheck", Set.of("cli")),
            Map.entry("store.file.FolderOwner", Set.of("cli")),
            Map.entry("store.file.UnsafeFileException", Set.of("auth", "cli")),
            Map.entry("store.record.AccountCodec", Set.of("index")),
            Map.entry("store.record.AttributeCodes", Set.of("index")),
            Map.entry("store.record.RecordFields", Set.of("index")),
            // What is configured to be read is compared with what was, by those who read and those who answer.
            Map.entry("store.scope.ReadConfiguration", Set.of("connection", "lookup", "sync")),
            Map.entry("store.scope.ReadScope", Set.of("config", "connection", "lookup")),
            Map.entry("store.scope.ScopedView", Set.of("lookup", "sync")),
            // When cycles run is configured, and shown to administrators.
            Map.entry("sync.schedule.CalendarDays", Set.of("config")),
            Map.entry("sync.schedule.CalendarTimes", Set.of("config", "connection")),
            Map.entry("sync.schedule.Recurrence", Set.of("config", "connection"))));

    /** The stages that may import each library package; {@code cli}, {@code demo} and the root may import any. */
    private static final Map<String, Set<String>> LIBRARIES = new TreeMap<>(Map.ofEntries(
            Map.entry("com.unboundid..", Set.of("directory", "doctor", "account")),
            Map.entry("org.apache.kerby..", Set.of("kerberos")),
            Map.entry("org.mapdb..", Set.of("store")),
            Map.entry("com.ibm.icu..", Set.of("analysis", "account")),
            Map.entry("com.github.benmanes.caffeine..", Set.of("lookup", "http")),
            Map.entry("io.javalin..", Set.of("http")),
            Map.entry("org.eclipse.jetty..", Set.of("http")),
            Map.entry("jakarta..", Set.of("http")),
            Map.entry("tools.jackson..", Set.of("store", "integration", "http", "api", "auth")),
            Map.entry("com.sun.jna..", Set.of("process")),
            Map.entry("com.typesafe.config..", Set.of("config")),
            Map.entry("org.commonmark..", Set.of("help")),
            Map.entry("io.micrometer..", Set.of("metrics")),
            Map.entry("io.prometheus..", Set.of("metrics")),
            Map.entry("picocli..", Set.of())));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void everyPackageOfOursIsInTheTable() {
        Set<String> ours = CLASSES.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !name.equals(ROOT))
                .map(name -> stage(name))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> table = new TreeSet<>(IMPORTS.keySet());
        table.addAll(Set.of("cli", "demo"));
        assertThat(ours).isEqualTo(table);
    }

    @Test
    void everyRoomIsInTheTable() {
        Set<String> ours = CLASSES.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.substring(ROOT.length())
                                .chars()
                                .filter(c -> c == '.')
                                .count()
                        > 1)
                .map(name -> name.substring(ROOT.length() + 1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> table = new TreeSet<>();
        ROOMS.forEach((stage, rooms) -> rooms.forEach(room -> table.add(stage + "." + room)));
        assertThat(ours).isEqualTo(table);
    }

    @Test
    void stagesImportOnlyTheOnesTheyMay() {
        IMPORTS.forEach((name, allowed) -> {
            String[] packages = Stream.concat(Stream.of(name), allowed.stream())
                    .map(ArchitectureTest::tree)
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(tree(name))
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(ROOT + "..").and(resideOutsideOfPackages(packages)))
                    .check(CLASSES);
        });
    }

    @Test
    void roomsAreSeenOnlyInsideTheirStage() {
        Map<String, Set<String>> seen = new TreeMap<>();
        for (JavaClass origin : CLASSES) {
            for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
                JavaClass target = outermost(dependency.getTargetClass());
                if (isInRoom(target) && !stage(target.getPackageName()).equals(stage(origin.getPackageName()))) {
                    seen.computeIfAbsent(target.getName().substring(ROOT.length() + 1), any -> new TreeSet<>())
                            .add(stage(origin.getPackageName()));
                }
            }
        }
        assertThat(seen).isEqualTo(SEEN_FROM_OUTSIDE);
    }

    @Test
    void roomsImportOnlyTheRoomsBeforeThem() {
        ROOMS.forEach((stage, rooms) -> {
            for (int i = 0; i < rooms.size(); i++) {
                String[] later = rooms.subList(i + 1, rooms.size()).stream()
                        .map(room -> tree(stage + "." + room))
                        .toArray(String[]::new);
                if (later.length > 0) {
                    noClasses()
                            .that()
                            .resideInAPackage(tree(stage + "." + rooms.get(i)))
                            .should()
                            .dependOnClassesThat(resideInAnyPackage(later))
                            .check(CLASSES);
                }
            }
        });
    }

    /** A longer list must be described in its package comment as one flat list. */
    @Test
    void noRoomIsCrowded() throws IOException {
        Map<String, Long> crowded = new TreeMap<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .collect(Collectors.groupingBy(Path::getParent, Collectors.counting()))
                    .forEach((folder, count) -> {
                        if (count > ROOM_SIZE && !comment(folder).contains("flat list")) {
                            crowded.put(folder.toString(), count);
                        }
                    });
        }
        assertThat(crowded).isEmpty();
    }

    @Test
    void nobodyImportsTheEndsOfTheChain() {
        for (String end : List.of("cli", "demo")) {
            classes()
                    .that()
                    .resideInAPackage(tree(end))
                    .should()
                    .onlyBeAccessed()
                    .byAnyPackage(ROOT, tree("cli"), tree("demo"))
                    .check(CLASSES);
        }
    }

    /** The root is wiring: it may import only the entry point of the command line, and what starts the service. */
    @Test
    void theServiceImportsNothingOfTheCommandLine() {
        noClasses()
                .that(resideInAPackage(ROOT).and(new DescribedPredicate<>("other than its launcher") {
                    @Override
                    public boolean test(JavaClass type) {
                        return !Set.of("Main", "ReplacementAfterWipe").contains(type.getSimpleName());
                    }
                }))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(tree("cli"))
                .check(CLASSES);
    }

    @Test
    void librariesStayWhereTheyBelong() {
        LIBRARIES.forEach((library, allowed) -> {
            String[] packages = Stream.concat(allowed.stream(), Stream.of("cli", "demo"))
                    .map(ArchitectureTest::tree)
                    .toArray(String[]::new);
            noClasses()
                    .that(resideOutsideOfPackages(packages).and(resideOutsideOfPackages(ROOT)))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(library)
                    .check(CLASSES);
        });
    }

    /** It says no to every error, so a file that can't be read would pass for one that isn't there. */
    @Test
    void theStoreTakesNoErrorForAnAbsence() {
        noClasses()
                .that()
                .resideInAPackage(tree("store"))
                .should()
                .callMethod(Files.class, "exists", Path.class, LinkOption[].class)
                .check(CLASSES);
    }

    @Test
    void accountTakesOnlyNamesFromTheLdapSdk() {
        noClasses()
                .that()
                .resideInAPackage(tree("account"))
                .should()
                .dependOnClassesThat(resideInAnyPackage("com.unboundid..")
                        .and(new DescribedPredicate<>("other than DN and RDN") {
                            @Override
                            public boolean test(JavaClass type) {
                                return !Set.of("DN", "RDN", "LDAPException").contains(type.getSimpleName());
                            }
                        }))
                .check(CLASSES);
    }

    private static String comment(Path folder) {
        try {
            return Files.readString(folder.resolve("package-info.java"));
        } catch (IOException e) {
            return "";
        }
    }

    private static JavaClass outermost(JavaClass type) {
        JavaClass current = type.getBaseComponentType();
        while (current.getEnclosingClass().isPresent()) {
            current = current.getEnclosingClass().get();
        }
        return current;
    }

    private static boolean isInRoom(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(ROOT + ".") && name.indexOf('.', ROOT.length() + 1) > 0;
    }

    private static String stage(String packageName) {
        return packageName.equals(ROOT)
                ? ""
                : packageName.substring(ROOT.length() + 1).replaceFirst("\\..*", "");
    }

    private static String tree(String name) {
        return ROOT + "." + name + "..";
    }
}
