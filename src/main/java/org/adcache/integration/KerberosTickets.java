package org.adcache.integration;

import java.io.IOException;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.kerberos.Krb5Conf;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Kerberos state of all connections: the krb5.conf in the data folder, and the tickets of their logins. */
public final class KerberosTickets implements Tickets {
    private static final Logger log = LoggerFactory.getLogger(KerberosTickets.class);

    private final Krb5Conf conf;
    private final KerberosClients clients;
    private boolean pending;

    public KerberosTickets(Krb5Conf conf, KerberosClients clients) {
        this.conf = conf;
        this.clients = clients;
    }

    @Override
    public synchronized void prepare() throws ProblemException {
        try {
            conf.write(clients.realms());
            clients.resume();
            pending = false;
        } catch (IOException e) {
            throw failed("written", "Check the folder's owner and the free space on its disk.", e);
        }
    }

    @Override
    public synchronized void prepareLater() {
        pending = true;
    }

    /**
     * Prepares if that is still to be done; to be called before a login.
     *
     * @throws ProblemException if it fails
     */
    public synchronized void prepareAgain() throws ProblemException {
        if (pending) {
            prepare();
        }
    }

    /**
     * Prepares the clients again after they have changed; if that fails, it is tried again before the next login.
     *
     * @param on whether logins are permitted
     */
    public synchronized void clientsChanged(boolean on) {
        if (!on) {
            clients.suspend();
            return;
        }
        try {
            prepare();
        } catch (ProblemException e) {
            log.error("{}", e.problem());
            pending = true;
        }
    }

    @Override
    public synchronized void destroy() throws ProblemException {
        pending = false;
        clients.suspend();
        try {
            conf.delete();
        } catch (IOException e) {
            throw failed("deleted", "Delete it, or check its attributes (lsattr) and the owner of its folder.", e);
        }
    }

    private ProblemException failed(String what, String remedy, IOException cause) {
        return new ProblemException(
                new Problem(ProblemType.KRB5_CONF_FAILED, conf.path() + " can't be " + what + ".", remedy), cause);
    }
}
