package org.adcache.directory.controllers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.adcache.demo.SimulatedDirectory;
import org.adcache.demo.SimulatedDirectoryConfig;
import org.adcache.demo.ldap.DomainController;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The LDAP ping of this package, answered by the simulated directory. */
class SimulatedPingTest {
    private static final Duration WAIT = Duration.ofSeconds(30);

    @Test
    void pingTellsAReadOnlyController(@TempDir Path folder) throws Exception {
        try (SimulatedDirectory directory = SimulatedDirectory.start(SimulatedDirectoryConfig.in(folder)
                .withAccounts(100)
                .withControllers(2)
                .withReadOnlyControllers(1))) {
            for (DomainController controller : directory.controllers()) {
                assertThat(new LdapPing("demo.example", controller.ldapPort(), WAIT).ask("localhost"))
                        .map(PingAnswer::readOnly)
                        .contains(controller.isReadOnly());
            }
        }
    }

    @Test
    void pingOverTcpYieldsTheDomainAndTheSite(@TempDir Path folder) throws Exception {
        try (SimulatedDirectory directory =
                SimulatedDirectory.start(SimulatedDirectoryConfig.in(folder).withAccounts(100))) {
            LdapPing ping = new LdapPing("demo.example", directory.ldapPort(), WAIT);
            assertThat(ping.ask("localhost"))
                    .contains(new PingAnswer("demo.example", Optional.of("Default-First-Site-Name")));
            directory.controller(0).clientSite(Optional.empty());
            assertThat(ping.ask("localhost")).contains(new PingAnswer("demo.example", Optional.empty()));
            assertThat(new LdapPing("else.example", directory.ldapPort(), WAIT).ask("localhost"))
                    .isEmpty();
        }
    }
}
