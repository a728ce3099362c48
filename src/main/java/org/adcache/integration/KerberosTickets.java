package org.adcache.integration;

import java.io.IOException;
import java.nio.file.Path;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.kerberos.Krb5Conf;

/** Kerberos state of all connections: the krb5.conf in the data folder, and the tickets of their logins. */
public final class KerberosTickets implements Tickets {
    private final Path file;
    private final Krb5Conf conf;
    private final KerberosClients clients;

    public KerberosTickets(Path dataFolder, KerberosClients clients) {
        this.file = dataFolder.resolve("krb5.conf");
        this.conf = new Krb5Conf(file);
        this.clients = clients;
    }

    @Override
    public void prepare() throws ProblemException {
        try {
            conf.write(clients.realms());
            clients.resume();
        } catch (IOException e) {
            throw failed("written", e);
        }
    }

    @Override
    public void destroy() throws ProblemException {
        clients.suspend();
        try {
            conf.delete();
        } catch (IOException e) {
            throw failed("deleted", e);
        }
    }

    private ProblemException failed(String what, IOException cause) {
        return new ProblemException(
                new Problem(
                        ProblemType.KRB5_CONF_FAILED,
                        file + " can't be " + what + ".",
                        "Check the folder's owner and the free space on its disk."),
                cause);
    }
}
