package org.adcache.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.adcache.account.ProblemException;
import org.adcache.kerberos.KerberosRealm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KerberosTicketsTest {
    private final RecordedClients clients = new RecordedClients();
    private final String before = System.getProperty("java.security.krb5.conf", "");

    @TempDir
    Path folder;

    @AfterEach
    void restoreTheProperty() {
        if (before.isEmpty()) {
            System.clearProperty("java.security.krb5.conf");
        } else {
            System.setProperty("java.security.krb5.conf", before);
        }
    }

    @Test
    void describeEveryRealmBeforeTheClientsLogIn() throws Exception {
        new KerberosTickets(folder, clients).prepare();

        assertThat(folder.resolve("krb5.conf")).content().contains("CORP.EXAMPLE");
        assertThat(clients.suspended).isFalse();
    }

    @Test
    void leaveClientsSuspendedWhenTheFileCannotBeWritten() {
        KerberosTickets tickets = new KerberosTickets(folder.resolve("none"), clients);

        assertThatThrownBy(tickets::prepare)
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("krb5.conf can't be written");
        assertThat(clients.suspended).isTrue();
    }

    @Test
    void areDestroyedWithTheirFile() throws Exception {
        KerberosTickets tickets = new KerberosTickets(folder, clients);
        tickets.prepare();

        tickets.destroy();

        assertThat(clients.suspended).isTrue();
        assertThat(Files.exists(folder.resolve("krb5.conf"))).isFalse();
    }

    private static final class RecordedClients implements KerberosClients {
        private boolean suspended = true;

        @Override
        public List<KerberosRealm> realms() {
            return List.of(new KerberosRealm("CORP.EXAMPLE", "corp.example", List.of(), List.of()));
        }

        @Override
        public void suspend() {
            suspended = true;
        }

        @Override
        public void resume() {
            suspended = false;
        }
    }
}
