package org.adcache.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.adcache.demo.ldap.DomainController;
import org.adcache.demo.ldap.ServerTls;
import org.adcache.demo.people.DirectoryChanges;
import org.adcache.demo.people.DirectoryTree;
import org.adcache.demo.population.Population;
import org.adcache.demo.rights.ClientRights;
import org.adcache.demo.schema.DomainNames;
import org.adcache.demo.schema.WellKnown;

/** Running simulated Active Directory; {@link #close} stops it and keeps its files. */
public final class SimulatedDirectory implements AutoCloseable {
    private static final Duration TICKET_LIFE = Duration.ofHours(24);

    private final DirectoryTree tree;
    private final DirectoryChanges changes;
    private final KeyDistributionCenter kdc;
    private final ClientRights rights;
    private final List<DomainController> controllers;
    private final SimulatedDns dns;
    private final Path keytab;
    private final Path caFile;

    private SimulatedDirectory(
            DirectoryTree tree,
            DirectoryChanges changes,
            ClientRights rights,
            KeyDistributionCenter kdc,
            List<DomainController> controllers,
            Path keytab,
            Path caFile) {
        this.tree = tree;
        this.changes = changes;
        this.kdc = kdc;
        this.rights = rights;
        this.controllers = controllers;
        this.dns = new SimulatedDns(tree.domain(), controllers, kdc.port());
        this.keytab = keytab;
        this.caFile = caFile;
    }

    /** Generates the people, the keys and the certificates, and starts the servers. */
    public static SimulatedDirectory start(SimulatedDirectoryConfig config) throws IOException {
        Path folder = Files.createDirectories(config.folder());
        DomainNames names = config.names();
        String client = SimulatedDirectoryConfig.SERVICE_ACCOUNT;
        DirectoryTree tree = new DirectoryTree(names, client, config.seed(), config.accounts());
        Path caFile = folder.resolve("ca.pem");
        Path clientKeytab = folder.resolve(client + ".keytab");
        Path serverKeytab = folder.resolve("server.keytab");
        String server = "ldap/" + names.serverName();
        ServerTls tls = Certificates.create(names, config.clock().instant(), caFile);
        KeyDistributionCenter kdc = KeyDistributionCenter.start(
                names.realm(), TICKET_LIFE, new LoginFailures(config.lockout(), config.clock()));
        try {
            kdc.addPrincipal(client);
            kdc.addPrincipal(server);
            kdc.export(client, clientKeytab);
            kdc.export(server, serverKeytab);
            DirectoryChanges changes = new DirectoryChanges(tree, config.clock(), config.recycleBin());
            for (Population population : Population.values()) {
                if (config.populations().contains(population)) {
                    population.addTo(changes, names, config.clock().instant());
                }
            }
            ClientRights rights = new ClientRights(tree, client);
            rights.use(config.rights());
            rights.readDeletedObjects(config.deletedObjects());
            DomainController.Setup setup = new DomainController.Setup(
                    tree,
                    changes,
                    rights,
                    config.limits(),
                    config.faults(),
                    new DomainController.ServicePrincipal(server + "@" + names.realm(), serverKeytab),
                    tls,
                    config.channelBinding(),
                    config.ownReplicas(),
                    config.controllers() - config.readOnlyControllers() + 1);
            List<DomainController> controllers = startControllers(setup, config.controllers());
            return new SimulatedDirectory(tree, changes, rights, kdc, controllers, clientKeytab, caFile);
        } catch (IOException e) {
            kdc.close();
            throw e;
        }
    }

    private static List<DomainController> startControllers(DomainController.Setup setup, int count) throws IOException {
        List<DomainController> controllers = new ArrayList<>();
        try {
            for (int number = 1; number <= count; number++) {
                controllers.add(DomainController.start(setup, number));
            }
            return List.copyOf(controllers);
        } catch (IOException e) {
            controllers.forEach(DomainController::close);
            throw e;
        }
    }

    /** The DNS name of the domain: {@code demo.example}. */
    public String domain() {
        return tree.domain().dnsName();
    }

    public String realm() {
        return tree.domain().realm();
    }

    /** The name to connect to: the one in the server's certificate and in its service principal. */
    public String serverName() {
        return tree.domain().serverName();
    }

    /** The port of the first controller for TLS. */
    public int ldapsPort() {
        return controller(0).ldapsPort();
    }

    /** The port of the first controller for StartTLS. */
    public int ldapPort() {
        return controller(0).ldapPort();
    }

    /** The KDC's port, TCP only. */
    public int kdcPort() {
        return kdc.port();
    }

    /** The client's keytab, with AES keys only. */
    public Path keytab() {
        return keytab;
    }

    /** The certificate of the CA, a PEM file. */
    public Path caFile() {
        return caFile;
    }

    /** The client's principal: {@code svc-adcache@DEMO.EXAMPLE}. */
    public String principal() {
        return SimulatedDirectoryConfig.SERVICE_ACCOUNT + "@" + realm();
    }

    /** Changes the password of the service account, so that the keytab is out of date until it is exported again. */
    public void changePassword() throws IOException {
        kdc.renewKeys(SimulatedDirectoryConfig.SERVICE_ACCOUNT);
    }

    /** Writes the present keys of the service account to its keytab. */
    public void exportKeytab() throws IOException {
        kdc.export(SimulatedDirectoryConfig.SERVICE_ACCOUNT, keytab);
    }

    /** Refuses logins without Kerberos armoring (FAST), which Java doesn't support. */
    public void requireArmoring(boolean required) {
        kdc.requireArmoring(required);
    }

    /** How many failed logins of the service account count now (badPwdCount). */
    public int failedLogins() {
        return kdc.failures(SimulatedDirectoryConfig.SERVICE_ACCOUNT);
    }

    KeyDistributionCenter kdc() {
        return kdc;
    }

    /** Accounts that are in every simulated directory. */
    public WellKnown wellKnown() {
        return tree.wellKnown();
    }

    /** The entries, for comparison with what a client has read. */
    public DirectoryTree tree() {
        return tree;
    }

    /** Changes the directory while it runs. */
    public DirectoryChanges changes() {
        return changes;
    }

    /** SRV records of the domain, among which dead servers can be listed. */
    public SimulatedDns dns() {
        return dns;
    }

    /** Read rights of the clients, which can be changed while it runs. */
    public ClientRights rights() {
        return rights;
    }

    /** One of its domain controllers, from 0, which can be stopped, started or made to misbehave. */
    public DomainController controller(int index) {
        return controllers.get(index);
    }

    /** All its domain controllers. */
    public List<DomainController> controllers() {
        return controllers;
    }

    @Override
    public void close() throws IOException {
        controllers.forEach(DomainController::close);
        kdc.close();
    }
}
