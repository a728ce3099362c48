package org.adcache.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.adcache.account.ProblemException;
import org.adcache.kerberos.KerberosRealm;
import org.adcache.kerberos.Krb5Conf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KerberosTicketsTest {
    @TempDir
    private Path folder;

    private int resumed;

    @Test
    void whatFailedAtTheStartIsTriedAgainBeforeALoginUntilTheTicketsAreDestroyed() throws Exception {
        Files.createDirectories(folder.resolve("krb5.conf.new").resolve("in the way"));
        KerberosTickets tickets = new KerberosTickets(new Krb5Conf(folder.resolve("krb5.conf")), new Clients());
        assertThatCode(tickets::prepareAgain).doesNotThrowAnyException();
        assertThatThrownBy(tickets::prepare).isInstanceOf(ProblemException.class);
        tickets.prepareLater();
        assertThatThrownBy(tickets::prepareAgain)
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("krb5.conf can't be written");
        tickets.destroy();
        assertThatCode(tickets::prepareAgain).doesNotThrowAnyException();
        assertThat(resumed).isZero();
    }

    private final class Clients implements KerberosClients {
        @Override
        public List<KerberosRealm> realms() {
            return List.of(new KerberosRealm("CORP.EXAMPLE", "corp.example", List.of(), List.of()));
        }

        @Override
        public void suspend() {}

        @Override
        public void resume() {
            resumed++;
        }
    }
}
