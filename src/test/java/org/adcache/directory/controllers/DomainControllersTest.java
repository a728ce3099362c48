package org.adcache.directory.controllers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import javax.naming.CommunicationException;
import javax.naming.NameNotFoundException;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.directory.ConfigBuilder;
import org.adcache.directory.DirectoryConfig;
import org.adcache.directory.ServerAddress;
import org.adcache.testing.TestClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DomainControllersTest {
    private static final Random RANDOM = new Random(1);

    @Test
    void takesTheConfiguredServersInTheirOrderWithoutAskingDns() throws Exception {
        DirectoryConfig config = new ConfigBuilder()
                .server("dc2.corp.example", 636)
                .server("dc1.corp.example", 3636)
                .build();
        SrvLookup forbidden = name -> {
            throw new AssertionError("asked DNS for " + name);
        };

        assertThat(new DomainControllers(config, forbidden, noSite(), RANDOM).inOrder())
                .containsExactly(
                        new ServerAddress("dc2.corp.example", 636), new ServerAddress("dc1.corp.example", 3636));
    }

    @Test
    void ordersDiscoveredServersByPriorityAndGivesThemTheTlsPort() throws Exception {
        SrvLookup dns = name -> name.equals("_ldap._tcp.dc._msdcs.corp.example")
                ? List.of(
                        new SrvRecord(20, 100, 389, "dc3.corp.example"),
                        new SrvRecord(0, 100, 389, "dc1.corp.example"),
                        new SrvRecord(10, 100, 389, "dc2.corp.example"))
                : List.of();

        assertThat(discovered(new ConfigBuilder(), dns))
                .hasToString("[dc1.corp.example:636, dc2.corp.example:636, dc3.corp.example:636]");
        assertThat(discovered(new ConfigBuilder().startTls(), dns))
                .hasToString("[dc1.corp.example:389, dc2.corp.example:389, dc3.corp.example:389]");
    }

    @Test
    void drawsServersOfOnePriorityByWeight() throws Exception {
        SrvLookup dns = name -> List.of(
                new SrvRecord(0, 90, 389, "heavy.corp.example"), new SrvRecord(0, 10, 389, "light.corp.example"));
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < 1000; i++) {
            first.merge(discovered(new ConfigBuilder(), dns).get(0).host(), 1, Integer::sum);
        }

        assertThat(first.get("heavy.corp.example")).isBetween(820, 970);
        assertThat(first.get("light.corp.example")).isBetween(30, 180);
    }

    @Test
    void takesTheFirstConfiguredServerOrAllOfOnePriorityForTheBest() throws Exception {
        SrvLookup dns = name -> List.of(
                new SrvRecord(0, 90, 389, "dc1.corp.example"),
                new SrvRecord(0, 10, 389, "dc2.corp.example"),
                new SrvRecord(5, 10, 389, "dc3.corp.example"));
        DirectoryConfig configured = new ConfigBuilder()
                .server("dc2.corp.example", 636)
                .server("dc1.corp.example", 636)
                .build();

        assertThat(new DomainControllers(new ConfigBuilder().build(), dns, noSite(), RANDOM).best())
                .extracting(ServerAddress::host)
                .containsExactlyInAnyOrder("dc1.corp.example", "dc2.corp.example");
        assertThat(new DomainControllers(configured, dns, noSite(), RANDOM).best())
                .hasToString("[dc2.corp.example:636]");
    }

    @Test
    void refusesTargetsOutsideTheDomain() throws Exception {
        SrvLookup mixed =
                name -> List.of(new SrvRecord(0, 1, 389, "evil.example"), new SrvRecord(1, 1, 389, "dc1.corp.example"));
        SrvLookup outside = name -> List.of(new SrvRecord(0, 1, 389, "evilcorp.example"));

        assertThat(discovered(new ConfigBuilder(), mixed)).hasToString("[dc1.corp.example:636]");
        assertProblem(ProblemType.DNS_FOREIGN_SERVERS, outside);
    }

    @Test
    void putsTheServersOfTheOwnSiteFirst() throws Exception {
        Map<String, List<SrvRecord>> records = Map.of(
                "_ldap._tcp.dc._msdcs.corp.example",
                List.of(new SrvRecord(0, 1, 389, "far.corp.example"), new SrvRecord(1, 1, 389, "near.corp.example")),
                "_ldap._tcp.Berlin._sites.dc._msdcs.corp.example",
                List.of(new SrvRecord(0, 1, 389, "near.corp.example"), new SrvRecord(0, 1, 389, "evil.example")));
        List<String> pinged = new CopyOnWriteArrayList<>();
        TestClock clock = new TestClock();
        SiteFinder sites = new SiteFinder(
                host -> {
                    pinged.add(host);
                    return Optional.of(new PingAnswer("corp.example", Optional.of("Berlin")));
                },
                clock);
        DomainControllers controllers = new DomainControllers(
                new ConfigBuilder().build(), name -> records.getOrDefault(name, List.of()), sites, RANDOM);

        assertThat(controllers.inOrder()).hasToString("[near.corp.example:636, far.corp.example:636]");
        clock.advance(Duration.ofMinutes(59));
        assertThat(controllers.inOrder()).hasToString("[near.corp.example:636, far.corp.example:636]");
        assertThat(pinged).containsExactlyInAnyOrder("far.corp.example", "near.corp.example");
        clock.advance(Duration.ofMinutes(2));
        assertThat(controllers.inOrder()).hasSize(2);
        assertThat(pinged).hasSize(4);
    }

    /** An RODC registers in DNS for its site only, so in a branch it may be the first or the only one there. */
    @Test
    void putsReadOnlyControllersLast() throws Exception {
        Map<String, List<SrvRecord>> records = Map.of(
                "_ldap._tcp.dc._msdcs.corp.example",
                List.of(new SrvRecord(0, 1, 389, "far.corp.example"), new SrvRecord(1, 1, 389, "near.corp.example")),
                "_ldap._tcp.Berlin._sites.dc._msdcs.corp.example",
                List.of(new SrvRecord(0, 1, 389, "rodc.corp.example"), new SrvRecord(1, 1, 389, "near.corp.example")));
        SitePing ping = host ->
                Optional.of(new PingAnswer("corp.example", Optional.of("Berlin"), host.equals("rodc.corp.example")));

        assertThat(new DomainControllers(
                                new ConfigBuilder().build(),
                                name -> records.getOrDefault(name, List.of()),
                                new SiteFinder(ping, new TestClock()),
                                RANDOM)
                        .inOrder())
                .hasToString("[near.corp.example:636, far.corp.example:636, rodc.corp.example:636]");
    }

    @Test
    void pingsFiveControllersAtTheSameTime() {
        CountDownLatch all = new CountDownLatch(5);
        Set<String> pinged = ConcurrentHashMap.newKeySet();
        SitePing ping = host -> {
            pinged.add(host);
            all.countDown();
            try {
                boolean together = all.await(20, TimeUnit.SECONDS) && host.equals("dc4");
                return together ? Optional.of(new PingAnswer("corp.example", Optional.of("Berlin"))) : Optional.empty();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        };
        List<String> hosts = IntStream.range(0, 7).mapToObj(i -> "dc" + i).toList();

        assertThat(new SiteFinder(ping, new TestClock()).site(hosts)).contains("Berlin");
        assertThat(pinged).containsExactlyInAnyOrder("dc0", "dc1", "dc2", "dc3", "dc4");
    }

    @Test
    void asksAgainAfterAMinuteIfNoControllerAnswered() {
        AtomicBoolean up = new AtomicBoolean();
        TestClock clock = new TestClock();
        SiteFinder sites = new SiteFinder(
                host -> up.get()
                        ? Optional.of(new PingAnswer("corp.example", Optional.of("Berlin")))
                        : Optional.empty(),
                clock);

        assertThat(sites.site(List.of("dc1"))).isEmpty();
        up.set(true);
        clock.advance(Duration.ofSeconds(59));
        assertThat(sites.site(List.of("dc1"))).isEmpty();
        clock.advance(Duration.ofSeconds(2));
        assertThat(sites.site(List.of("dc1"))).contains("Berlin");
        up.set(false);
        clock.advance(Duration.ofMinutes(59));
        assertThat(sites.site(List.of("dc1"))).contains("Berlin");
    }

    @Test
    void takesAllServersWhereTheSiteIsUnknownOrNoName() throws Exception {
        SrvLookup dns = name -> name.contains("_sites")
                ? List.of(new SrvRecord(0, 1, 389, "wrong.corp.example"))
                : List.of(new SrvRecord(0, 1, 389, "dc1.corp.example"));
        for (Optional<String> site : List.of(Optional.<String>empty(), Optional.of("a.b"))) {
            SiteFinder sites =
                    new SiteFinder(host -> Optional.of(new PingAnswer("corp.example", site)), new TestClock());

            assertThat(new DomainControllers(new ConfigBuilder().build(), dns, sites, RANDOM).inOrder())
                    .hasToString("[dc1.corp.example:636]");
        }
    }

    @Test
    void tellsAMissingNameFromASilentDns() {
        assertProblem(ProblemType.DNS_NO_SERVERS, name -> List.of());
        assertProblem(ProblemType.DNS_NO_SERVERS, name -> {
            throw new NameNotFoundException();
        });
        assertProblem(ProblemType.DNS_FAILED, name -> {
            throw new CommunicationException();
        });
    }

    /** Mostly the domain is misspelt (newcomer, row 13). */
    @Test
    void asksWhetherTheDomainIsRightIfTheKeytabIsOfAnotherRealm() {
        ConfigBuilder any = new ConfigBuilder().keytab(Path.of("keytabs-sample/adcache-sample.keytab"));
        ConfigBuilder named = new ConfigBuilder()
                .keytab(Path.of("keytabs-sample/adcache-sample.keytab"))
                .principal("svc-adcache");

        for (ConfigBuilder config : List.of(any, named)) {
            assertThatThrownBy(() -> discovered(config, name -> List.of()))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> assertThat(e.problem().remedy())
                                    .startsWith("Is the domain corp.example right?"
                                            + " The keytab's realm is CORP.EXAMPLE.COM. If it is: Let this machine"));
        }
    }

    @Test
    void readsARecordsText() throws Exception {
        assertThat(DnsSrvLookup.parse("0 100 389 DC1.corp.example."))
                .contains(new SrvRecord(0, 100, 389, "dc1.corp.example"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 100 389",
                "0 x 389 dc1.",
                "0 100 389 .",
                "-1 100 389 dc1.corp.example",
                "0 65536 389 dc1.corp.example",
                "0 99999999999 389 dc1.corp.example",
                "0 100 389 dc1\nERROR all is lost.corp.example",
                "0 100 389 dc1.corp.example\u0000"
            })
    void leavesOutARecordThatIsNone(String text) {
        assertThat(DnsSrvLookup.parse(text)).isEmpty();
    }

    @Test
    void ordersAThousandServersWithTheLargestWeightsAtOnce() throws Exception {
        List<SrvRecord> many = IntStream.range(0, DnsSrvLookup.MOST)
                .mapToObj(i -> new SrvRecord(0, 65_535, 389, "dc" + i + ".corp.example"))
                .toList();

        assertThat(discovered(new ConfigBuilder(), name -> many))
                .hasSize(DnsSrvLookup.MOST)
                .doesNotHaveDuplicates();
    }

    private static List<ServerAddress> discovered(ConfigBuilder config, SrvLookup dns) throws ProblemException {
        return new DomainControllers(config.build(), dns, noSite(), RANDOM).inOrder();
    }

    private static SiteFinder noSite() {
        return new SiteFinder(host -> Optional.empty(), Clock.systemUTC());
    }

    private static void assertProblem(ProblemType type, SrvLookup dns) {
        assertThatThrownBy(() -> discovered(new ConfigBuilder(), dns))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().type()).isEqualTo(type));
    }
}
