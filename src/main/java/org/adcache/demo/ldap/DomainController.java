package org.adcache.demo.ldap;

import com.unboundid.ldap.listener.LDAPListener;
import com.unboundid.ldap.listener.LDAPListenerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.adcache.demo.people.DirectoryTree;

/** The LDAP server of the simulated directory: one port with TLS from the start, one with StartTLS, on loopback only. */
public final class DomainController implements AutoCloseable {
    private final CountDownLatch stopped;
    private final LDAPListener ldaps;
    private final LDAPListener ldap;

    private DomainController(CountDownLatch stopped, LDAPListener ldaps, LDAPListener ldap) {
        this.stopped = stopped;
        this.ldaps = ldaps;
        this.ldap = ldap;
    }

    /**
     * Who the server is to Kerberos.
     *
     * @param principal {@code ldap/host@REALM}
     * @param keytab its keys
     */
    public record Service(String principal, Path keytab) {}

    /** Starts both listeners on free ports. */
    public static DomainController start(
            DirectoryTree tree,
            SearchLimits limits,
            SearchFaults faults,
            Service service,
            ServerTls tls,
            ChannelBindingPolicy channelBinding)
            throws IOException {
        CountDownLatch stopped = new CountDownLatch(1);
        GssapiAcceptor acceptor = new GssapiAcceptor(service.principal(), service.keytab(), channelBinding, tls);
        ConnectionHandler template =
                new ConnectionHandler(new ConnectionHandler.Shared(tree, limits, faults, acceptor, tls, stopped));
        LDAPListenerConfig onTls = config(template);
        onTls.setServerSocketFactory(tls.context().getServerSocketFactory());
        LDAPListener ldaps = new LDAPListener(onTls);
        ldaps.startListening();
        LDAPListener ldap = new LDAPListener(config(template));
        try {
            ldap.startListening();
        } catch (IOException e) {
            ldaps.shutDown(true);
            throw e;
        }
        return new DomainController(stopped, ldaps, ldap);
    }

    private static LDAPListenerConfig config(ConnectionHandler template) {
        LDAPListenerConfig config = new LDAPListenerConfig(0, template);
        config.setListenAddress(InetAddress.getLoopbackAddress());
        return config;
    }

    public int ldapsPort() {
        return ldaps.getListenPort();
    }

    public int ldapPort() {
        return ldap.getListenPort();
    }

    @Override
    public void close() {
        stopped.countDown();
        ldaps.shutDown(true);
        ldap.shutDown(true);
    }
}
