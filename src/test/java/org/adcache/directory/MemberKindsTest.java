package org.adcache.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.adcache.account.ConnectionId;
import org.adcache.account.GroupMember.Kind;
import org.adcache.account.ObjectGuid;
import org.adcache.demo.SimulatedDirectory;
import org.adcache.demo.SimulatedDirectoryConfig;
import org.adcache.demo.SimulatedForest;
import org.adcache.demo.people.DirectoryTree;
import org.adcache.demo.population.Population;
import org.adcache.demo.schema.WellKnown;
import org.adcache.directory.connect.ControllerKdcs;
import org.adcache.directory.controllers.DnsSrvLookup;
import org.adcache.directory.controllers.DomainControllers;
import org.adcache.directory.controllers.ServerBackOff;
import org.adcache.directory.controllers.SiteFinder;
import org.adcache.kerberos.KerberosLogin;
import org.adcache.kerberos.Krb5Conf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** The class of members that no connection caches, in the domain and in another one of the forest. */
@Timeout(120)
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class MemberKindsTest {
    private static final String KRB5_CONF = "java.security.krb5.conf";
    private static final String BASE = "DC=demo,DC=example";
    private static final Clock CLOCK = Clock.systemUTC();
    /** GROUP_TYPE_UNIVERSAL_GROUP and GROUP_TYPE_SECURITY_ENABLED. */
    private static final String UNIVERSAL = "-2147483640";

    @TempDir
    Path folder;

    private final ExecutorService worker = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    private final String configBefore = System.getProperty(KRB5_CONF, "");
    private SimulatedForest forest;
    private SimulatedDirectory root;
    private DirectoryConfig config;
    private KerberosLogin login;

    @BeforeEach
    void start() throws Exception {
        SimulatedDirectoryConfig simulated = SimulatedDirectoryConfig.in(folder).withAccounts(100);
        forest = SimulatedForest.start(
                simulated.withPopulations(Population.BUILTIN, Population.MACHINES),
                simulated,
                SimulatedForest.Trust.AES);
        root = forest.root();
        config = new DirectoryConfig(
                new ConnectionId("demo"),
                root.domain(),
                root.realm(),
                List.of(new ServerAddress(root.serverName(), root.ldapsPort())),
                List.of("localhost:" + root.kdcPort()),
                root.keytab(),
                Optional.empty(),
                Optional.empty(),
                List.of("mail", "proxyAddresses"),
                true,
                true,
                List.of(),
                new TlsConfig(TlsConfig.Mode.LDAPS, Optional.of(root.caFile()), true),
                FeedChoice.AUTO);
        new Krb5Conf(folder.resolve("krb5.conf")).write(List.of(config.kerberosRealm()));
        login = new KerberosLogin(config.keytab(), Optional.empty(), config.realm(), CLOCK, worker);
    }

    @AfterEach
    void stop() throws Exception {
        login.close();
        forest.close();
        worker.shutdownNow();
        timer.shutdownNow();
        if (configBefore.isEmpty()) {
            System.clearProperty(KRB5_CONF);
        } else {
            System.setProperty(KRB5_CONF, configBefore);
        }
    }

    @Test
    void objectsOfTheDomainAreTakenByTheirClass() throws Exception {
        ObjectGuid computer = guid(root, name -> name.endsWith("CN=Computers," + BASE));
        ObjectGuid principal = guid(root, name -> name.startsWith("CN=S-1-5-11,"));
        ObjectGuid group = guid(root, name -> name.startsWith("CN=Users,CN=Builtin,"));
        ObjectGuid contact = id(root.wellKnown().contact());

        assertThat(kinds(this::catalog, computer, principal, group, contact))
                .isEqualTo(Map.of(
                        computer, Kind.NO_GROUP,
                        principal, Kind.ELSEWHERE,
                        group, Kind.UNKNOWN,
                        contact, Kind.NO_GROUP));
    }

    /** A global group contains accounts of its own domain only; a universal one may contain those of any. */
    @Test
    void objectsOfAnotherDomainAreLookedUpAtTheGlobalCatalog() throws Exception {
        ObjectGuid person = id(forest.child().wellKnown().person());
        ObjectGuid global = id(forest.child().wellKnown().innerGroup());
        ObjectGuid universal = id(forest.child().wellKnown().outerGroup());
        forest.child()
                .changes()
                .replace(forest.child().wellKnown().outerGroup().distinguishedName(), "groupType", UNIVERSAL);
        ObjectGuid missing = new ObjectGuid(1, 2);

        assertThat(kinds(this::catalog, person, global, universal, missing))
                .isEqualTo(Map.of(
                        person, Kind.NO_GROUP,
                        global, Kind.ELSEWHERE,
                        universal, Kind.UNKNOWN));
        assertThat(kinds(
                        server -> OptionalInt.empty(),
                        person,
                        id(root.wellKnown().person())))
                .isEqualTo(Map.of(id(root.wellKnown().person()), Kind.NO_GROUP));
    }

    @Test
    void globalCatalogThatDoesNotAnswerLeavesTheMembersUnknown() throws Exception {
        ObjectGuid person = id(forest.child().wellKnown().person());
        int closed = root.controller(0).catalogPort();
        root.controller(0).stop();
        root.controller(0).start();

        assertThat(kinds(
                        server -> OptionalInt.of(closed),
                        person,
                        id(root.wellKnown().person())))
                .isEqualTo(Map.of(id(root.wellKnown().person()), Kind.NO_GROUP));
    }

    private OptionalInt catalog(ServerAddress server) {
        return OptionalInt.of(root.controller(0).catalogPort());
    }

    private Map<ObjectGuid, Kind> kinds(Function<ServerAddress, OptionalInt> catalogPorts, ObjectGuid... members)
            throws Exception {
        ServerOrder servers = new ServerOrder(
                new DomainControllers(config, new DnsSrvLookup(), SiteFinder.of(config.domain(), CLOCK), new Random(1)),
                new ServerBackOff(CLOCK));
        ActiveDirectory directory =
                new ActiveDirectory(config, login, CLOCK, timer, servers, new ControllerKdcs(config), catalogPorts);
        try (DirectorySession session =
                directory.open(Optional.empty(), CLOCK.instant().plusSeconds(60))) {
            return session.kindsOf(Set.of(members));
        }
    }

    private static ObjectGuid id(WellKnown.KnownAccount account) {
        return ObjectGuid.parse(account.objectGuid()).orElseThrow();
    }

    /** The GUID of the first entry with such a name. */
    private static ObjectGuid guid(SimulatedDirectory directory, Predicate<String> name) {
        DirectoryTree tree = directory.tree();
        return IntStream.range(0, tree.end())
                .mapToObj(tree::at)
                .flatMap(Optional::stream)
                .filter(entry -> name.test(tree.name(entry)))
                .findFirst()
                .flatMap(entry -> ObjectGuid.parse(entry.guid().toString()))
                .orElseThrow();
    }
}
