package org.adcache.demo.ldap;

import com.unboundid.ldap.listener.LDAPListener;
import com.unboundid.ldap.listener.LDAPListenerConfig;
import com.unboundid.ldap.sdk.Attribute;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.adcache.demo.people.DirectoryChanges;
import org.adcache.demo.people.DirectoryTree;
import org.adcache.demo.people.Replication;
import org.adcache.demo.rights.ClientRights;
import org.adcache.demo.search.Replica;
import org.jspecify.annotations.Nullable;

/**
 * Domain controller of the simulated directory: an LDAP server with one port for TLS from the start and one for
 * StartTLS, on loopback only. Several controllers may serve one directory. Each has its own dsServiceName,
 * invocationId and USNs, can be stopped and started again at the same ports, and can be made to misbehave.
 */
public final class DomainController implements AutoCloseable {
    /** Far more than a test changes, so that a USN of one controller means nothing to another. */
    private static final long APART = 10_000_000;

    private final Setup setup;
    private final Replica replica;
    private final Behaviour behaviour;
    private final Optional<Replication> replication;
    private final Set<ConnectionHandler> open = ConcurrentHashMap.newKeySet();
    private int ldapsPort;
    private int ldapPort;
    private @Nullable Listeners listeners;
    private @Nullable LDAPListener catalog;

    private record Listeners(LDAPListener ldaps, LDAPListener ldap, CountDownLatch stopped) {}

    private DomainController(Setup setup, int number) {
        this.setup = setup;
        String serverObject = setup.tree.domain().serverObjectName(number);
        if (number > 1) {
            join(setup, serverObject, isReadOnly(setup, number) ? "nTDSDSARO" : "nTDSDSA");
        }
        this.replication =
                number > 1 && setup.ownReplicas ? Optional.of(new Replication(setup.tree)) : Optional.empty();
        DirectoryTree tree = replication.map(Replication::target).orElse(setup.tree);
        this.replica = new Replica(tree, setup.rights, serverObject, (number - 1) * APART);
        this.behaviour = new Behaviour(setup.faults, isReadOnly(setup, number));
    }

    /**
     * Kerberos identity of the server.
     *
     * @param principal {@code ldap/host@REALM}
     * @param keytab its keys
     */
    public record ServicePrincipal(String principal, Path keytab) {}

    /**
     * Common setup of all controllers of a directory.
     *
     * @param ownReplicas whether each controller after the first has a copy that can lag behind
     * @param firstReadOnly number of the first controller that is an RODC; they come last
     */
    public record Setup(
            DirectoryTree tree,
            DirectoryChanges changes,
            ClientRights rights,
            SearchLimits limits,
            SearchFaults faults,
            ServicePrincipal service,
            ServerTls tls,
            ChannelBindingPolicy channelBinding,
            boolean ownReplicas,
            int firstReadOnly) {}

    /**
     * Starts both listeners on free ports.
     *
     * @param number from 1; a controller after the first is added to the directory
     */
    public static DomainController start(Setup setup, int number) throws IOException {
        DomainController controller = new DomainController(setup, number);
        controller.start();
        return controller;
    }

    private static boolean isReadOnly(Setup setup, int number) {
        return number >= setup.firstReadOnly;
    }

    private static void join(Setup setup, String serverObject, String serviceClass) {
        setup.changes.add(
                serverObject,
                new Attribute("objectClass", "server"),
                new Attribute("dNSHostName", setup.tree.domain().serverName()));
        setup.changes.add(
                Replica.serviceName(serverObject),
                new Attribute("objectClass", serviceClass),
                new Attribute("invocationId", UUID.randomUUID().toString()));
    }

    /** Starts it at its previous ports, unless it is running. */
    public synchronized void start() throws IOException {
        if (listeners != null) {
            return;
        }
        CountDownLatch stopped = new CountDownLatch(1);
        ConnectionHandler template = template(List.of(), stopped);
        LDAPListenerConfig onTls = config(ldapsPort, template);
        onTls.setServerSocketFactory(setup.tls.context().getServerSocketFactory());
        LDAPListener ldaps = new LDAPListener(onTls);
        ldaps.startListening();
        LDAPListener ldap = new LDAPListener(config(ldapPort, template));
        try {
            ldap.startListening();
        } catch (IOException e) {
            ldaps.shutDown(true);
            throw e;
        }
        ldapsPort = ldaps.getListenPort();
        ldapPort = ldap.getListenPort();
        listeners = new Listeners(ldaps, ldap, stopped);
    }

    private ConnectionHandler template(List<Replica> forest, CountDownLatch stopped) throws IOException {
        GssapiAcceptor acceptor =
                new GssapiAcceptor(setup.service.principal(), setup.service.keytab(), setup.channelBinding, setup.tls);
        return new ConnectionHandler(new ConnectionHandler.Shared(
                replica, forest, setup.limits, behaviour, acceptor, setup.tls, open, stopped));
    }

    /**
     * Starts a global catalog, for TLS from the start, at a port of its own.
     *
     * @param forest a controller of each domain, this one included
     */
    public synchronized void startCatalog(List<DomainController> forest) throws IOException {
        List<Replica> domains =
                forest.stream().map(controller -> controller.replica).toList();
        LDAPListenerConfig onTls = config(0, template(domains, new CountDownLatch(1)));
        onTls.setServerSocketFactory(setup.tls.context().getServerSocketFactory());
        LDAPListener started = new LDAPListener(onTls);
        started.startListening();
        catalog = started;
    }

    /** The port of the global catalog; 0 if none was started. */
    public synchronized int catalogPort() {
        return catalog == null ? 0 : catalog.getListenPort();
    }

    private static LDAPListenerConfig config(int port, ConnectionHandler template) {
        LDAPListenerConfig config = new LDAPListenerConfig(port, template);
        config.setListenAddress(InetAddress.getLoopbackAddress());
        config.setUseReuseAddress(true);
        return config;
    }

    /** Closes all connections and all listeners, until it is started again; the global catalog stays closed. */
    public synchronized void stop() {
        if (catalog != null) {
            catalog.shutDown(true);
            catalog = null;
        }
        Listeners running = listeners;
        if (running != null) {
            running.stopped.countDown();
            running.ldaps.shutDown(true);
            running.ldap.shutDown(true);
            listeners = null;
        }
    }

    public synchronized int ldapsPort() {
        return ldapsPort;
    }

    public synchronized int ldapPort() {
        return ldapPort;
    }

    /** {@code dsServiceName}: the name of the object that holds its invocationId. */
    public String serviceName() {
        return replica.serviceName();
    }

    public UUID invocationId() {
        return replica.invocationId();
    }

    /** {@code highestCommittedUSN} of this controller. */
    public long highestUsn() {
        return replica.highestUsn();
    }

    /**
     * Replication to this controller, which can be held; only of a controller after the first, in a directory with
     * replicas of their own.
     */
    public Replication replication() {
        return replication.orElseThrow(
                () -> new IllegalStateException(replica.serverObject() + " has no replica of its own"));
    }

    /** The entries as this controller has them. */
    public DirectoryTree tree() {
        return replica.tree();
    }

    /** Sets the faults of this controller, in place of any previous ones. */
    public void faults(SearchFaults faults) {
        behaviour.faults(faults);
    }

    public boolean isReadOnly() {
        return behaviour.readOnly();
    }

    /** Sets the site that it names in the answer to an LDAP ping; without one, the client's address is in no site. */
    public void clientSite(Optional<String> site) {
        behaviour.clientSite(site.orElse(""));
    }

    /** Sets whether it supports the DirSync control. */
    public void offerDirSync(boolean offered) {
        behaviour.dirSyncOffered(offered);
    }

    /**
     * Sets whether DirSync is a search by uSNChanged, which finds only entries whose uSNChanged the client may read, as
     * at Samba.
     */
    public void findDirSyncByUsn(boolean byUsn) {
        behaviour.dirSyncByUsn(byUsn);
    }

    /**
     * Sets whether DirSync reports the deletion of an object, whose tombstone the client may not read, as an entry with
     * an empty name and the objectGUID only. Samba reports nothing; what Windows does isn't documented.
     */
    public void reportDeletionsByGuid(boolean byGuid) {
        behaviour.deletionsByGuid(byGuid);
    }

    /**
     * Makes a change while the next search with DirSync is answered, after its end in the order of changes was fixed:
     * what it changes has left its place in that order.
     */
    public void changeDuringDirSync(Runnable change) {
        behaviour.duringDirSync(change);
    }

    /** Drops the state of all paged searches, as when it exceeds MaxResultSetSize: the next page of each fails. */
    public void dropPagingCookies() {
        behaviour.dropPagingCookies();
    }

    /** Refuses every DirSync cookie but the empty one; with empty it accepts them again. */
    public void refuseCookies(Optional<CookieRefusal> refusal) {
        behaviour.cookieRefusal(refusal);
    }

    /** Sends every client a notice of disconnection, as when its ticket has expired, and closes its connection. */
    public void expireSessions() {
        List.copyOf(open).forEach(ConnectionHandler::expire);
    }

    /**
     * Restores the server from a snapshot: its USNs fall by that many, and it has a new invocationId. Changes since
     * the snapshot have been replicated back from other controllers, so the content stays.
     */
    public void restoreSnapshot(long changes) {
        replica.turnBack(changes);
        setup.changes.replace(
                replica.serviceName(), "invocationId", UUID.randomUUID().toString());
        replication.ifPresent(own -> setup.tree.find(replica.serviceName()).ifPresent(own::replicate));
    }

    /** Rolls its USNs back as from a snapshot, but undetected by the server: the invocationId stays. */
    public void rollBackSilently(long changes) {
        replica.turnBack(changes);
    }

    @Override
    public void close() {
        stop();
    }
}
