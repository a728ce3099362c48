package org.adcache.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.adcache.account.ConnectionId;
import org.adcache.demo.DeadServer;
import org.adcache.demo.SimulatedDirectory;
import org.adcache.demo.SimulatedDirectoryConfig;
import org.adcache.directory.connect.ControllerKdcs;
import org.adcache.directory.controllers.DomainControllers;
import org.adcache.directory.controllers.ServerBackOff;
import org.adcache.directory.controllers.SiteFinder;
import org.adcache.kerberos.KdcSelection;
import org.adcache.kerberos.KerberosLogin;
import org.adcache.kerberos.Krb5Conf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** Sessions without configured KDCs: the controllers chosen for LDAP are asked for tickets. */
@Timeout(60)
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class ControllerKdcsTest {
    private static final String PROPERTY = "java.security.krb5.conf";

    @TempDir
    Path folder;

    private final Clock clock = Clock.systemUTC();
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private String before = "";
    private SimulatedDirectory simulated;

    @BeforeEach
    void start() throws Exception {
        before = System.getProperty(PROPERTY, "");
        simulated = SimulatedDirectory.start(
                SimulatedDirectoryConfig.in(folder).withAccounts(100).withControllers(2));
    }

    @AfterEach
    void stop() throws Exception {
        simulated.close();
        workers.shutdownNow();
        timer.shutdownNow();
        if (before.isEmpty()) {
            System.clearProperty(PROPERTY);
        } else {
            System.setProperty(PROPERTY, before);
        }
    }

    /** The controller that is bound to has a dead KDC; the domain's other controller issues the tickets. */
    @Test
    void deadKdcOfTheControllerInUseCostsASecond() throws Exception {
        DirectoryConfig config = config(simulated.realm());
        ServerAddress first = config.servers().get(0);
        ServerAddress second = config.servers().get(1);
        try (DeadServer silent = DeadServer.silent()) {
            Map<ServerAddress, String> kdcs =
                    Map.of(first, "localhost:" + silent.port(), second, "localhost:" + simulated.kdcPort());
            Krb5Conf conf = new Krb5Conf(folder.resolve("krb5.conf"));
            conf.write(List.of(config.kerberosRealm()));
            try (KerberosLogin login = new KerberosLogin(
                    config.keytab(),
                    Optional.empty(),
                    config.realm(),
                    clock,
                    workers,
                    Optional.of(new KdcSelection(conf, config.realm(), clock)))) {
                ActiveDirectory directory = new ActiveDirectory(
                        config,
                        login,
                        clock,
                        timer,
                        order(config),
                        new ControllerKdcs(config, kdcs::get),
                        server -> OptionalInt.empty());
                long begin = System.nanoTime();
                try (DirectorySession session =
                        directory.open(Optional.empty(), clock.instant().plusSeconds(30))) {
                    assertThat(session.server()).isEqualTo(first.toString());
                }
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
                assertThat(Files.readString(conf.path()))
                        .contains("kdc = localhost:" + simulated.kdcPort())
                        .doesNotContain("kdc = localhost:" + silent.port());
            }
        }
    }

    @Test
    void controllersAreTheKdcsOfTheirOwnRealmAndWhereNoneIsConfigured() {
        DirectoryConfig own = config(simulated.realm());
        assertThat(new ControllerKdcs(own).of(own.servers())).containsExactly("localhost");
        DirectoryConfig other = config("OTHER.EXAMPLE");
        assertThat(new ControllerKdcs(other).of(other.servers())).isEmpty();
        DirectoryConfig configured = config(simulated.realm(), "kdc.demo.example");
        assertThat(new ControllerKdcs(configured).of(configured.servers())).isEmpty();
    }

    private ServerOrder order(DirectoryConfig config) {
        return new ServerOrder(
                new DomainControllers(
                        config, name -> List.of(), new SiteFinder(host -> Optional.empty(), clock), new Random(1)),
                new ServerBackOff(clock));
    }

    private DirectoryConfig config(String realm, String... kdcs) {
        return new DirectoryConfig(
                new ConnectionId("demo"),
                simulated.domain(),
                realm,
                simulated.controllers().stream()
                        .map(controller -> new ServerAddress(simulated.serverName(), controller.ldapsPort()))
                        .toList(),
                List.of(kdcs),
                simulated.keytab(),
                Optional.empty(),
                Optional.empty(),
                List.of("mail"),
                true,
                true,
                List.of(),
                new TlsConfig(TlsConfig.Mode.LDAPS, Optional.of(simulated.caFile()), true),
                FeedChoice.AUTO);
    }
}
