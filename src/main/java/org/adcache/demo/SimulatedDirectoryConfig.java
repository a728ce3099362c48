package org.adcache.demo;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import org.adcache.demo.ldap.ChannelBindingPolicy;
import org.adcache.demo.ldap.SearchFaults;
import org.adcache.demo.ldap.SearchLimits;
import org.adcache.demo.population.Population;
import org.adcache.demo.rights.Rights;
import org.adcache.demo.schema.DomainNames;

/**
 * Configuration of a simulated directory.
 *
 * @param folder where keytabs and the CA certificate are written; created if it is missing, kept at the end
 * @param domain the DNS name of the domain, lower case
 * @param forest the first domain of its forest, which is usually itself
 * @param accounts users, contacts and groups together
 * @param seed the same seed gives the same people
 * @param channelBinding what the server requires of a bind
 * @param limits limits of one answer
 * @param faults what goes wrong
 * @param controllers how many domain controllers share the directory; they differ by their ports
 * @param recycleBin whether deleted entries keep their attributes, and are restored with their groups
 * @param deletedObjects whether clients may read deleted objects; at a real domain controller that has to be granted
 * @param rights what clients may read of other accounts
 * @param populations objects in addition to accounts; none unless requested
 * @param readOnlyControllers how many of the controllers, the last ones, are RODCs
 * @param ownReplicas whether each controller after the first has a copy of the directory that can lag behind
 * @param lockout number of wrong keys in a row, and for how long they lock an account
 * @param clock for certificates and for the times of changes; Kerberos takes the system's
 */
public record SimulatedDirectoryConfig(
        Path folder,
        String domain,
        String forest,
        int accounts,
        long seed,
        ChannelBindingPolicy channelBinding,
        SearchLimits limits,
        SearchFaults faults,
        int controllers,
        int readOnlyControllers,
        boolean recycleBin,
        boolean deletedObjects,
        Rights rights,
        Set<Population> populations,
        boolean ownReplicas,
        LoginFailures.Lockout lockout,
        Clock clock) {

    public SimulatedDirectoryConfig {
        populations = Set.copyOf(populations);
        if (controllers - readOnlyControllers < 1) {
            throw new IllegalArgumentException("a directory has at least one writable controller");
        }
    }

    /**
     * Host name of the server. Certificate and service principal carry it and clients must be able to resolve it, so
     * it is the one name that every machine has for its loopback address.
     */
    static final String SERVER_NAME = "localhost";

    /** Account name of the client that reads the directory. */
    public static final String SERVICE_ACCOUNT = "svc-adcache";

    /**
     * 10,000 accounts, AD's limits, and channel bindings required, the strictest setting an administrator can choose.
     */
    public static SimulatedDirectoryConfig in(Path folder) {
        return new SimulatedDirectoryConfig(
                folder,
                "demo.example",
                "demo.example",
                10_000,
                1,
                ChannelBindingPolicy.ALWAYS,
                SearchLimits.DEFAULT,
                SearchFaults.NONE,
                1,
                0,
                false,
                false,
                Rights.DEFAULT,
                Set.of(),
                false,
                LoginFailures.Lockout.NONE,
                Clock.systemUTC());
    }

    public SimulatedDirectoryConfig withAccounts(int newAccounts) {
        return changed(change -> change.accounts = newAccounts);
    }

    public SimulatedDirectoryConfig withChannelBinding(ChannelBindingPolicy policy) {
        return changed(change -> change.channelBinding = policy);
    }

    public SimulatedDirectoryConfig withLimits(SearchLimits newLimits) {
        return changed(change -> change.limits = newLimits);
    }

    public SimulatedDirectoryConfig withFaults(SearchFaults newFaults) {
        return changed(change -> change.faults = newFaults);
    }

    public SimulatedDirectoryConfig withControllers(int newControllers) {
        return changed(change -> change.controllers = newControllers);
    }

    /** Makes so many of the controllers, the last ones, read-only domain controllers. */
    public SimulatedDirectoryConfig withReadOnlyControllers(int count) {
        return changed(change -> change.readOnlyControllers = count);
    }

    public SimulatedDirectoryConfig withRecycleBin(boolean on) {
        return changed(change -> change.recycleBin = on);
    }

    public SimulatedDirectoryConfig withReadableDeletedObjects(boolean readable) {
        return changed(change -> change.deletedObjects = readable);
    }

    /**
     * Sets what clients may read of other accounts. It can be replaced, and single rights granted, while the directory
     * runs: {@link SimulatedDirectory#rights()}.
     */
    public SimulatedDirectoryConfig withRights(Rights newRights) {
        return changed(change -> change.rights = newRights);
    }

    /** Adds objects that real domains have beside people. */
    public SimulatedDirectoryConfig withPopulations(Population... more) {
        return changed(change -> change.populations = Set.of(more));
    }

    /**
     * Gives each controller after the first a copy of the directory with USNs in an order of its own, to which changes
     * arrive at once until its replication is held: {@code controller(1).replication().hold()}.
     */
    public SimulatedDirectoryConfig withOwnReplicas(boolean own) {
        return changed(change -> change.ownReplicas = own);
    }

    /** Locks an account after so many failed logins, for the time after which a failure no longer counts. */
    public SimulatedDirectoryConfig withLockout(int threshold, Duration window) {
        return changed(change -> change.lockout = new LoginFailures.Lockout(threshold, window));
    }

    /** Names the domain, which is its own forest. */
    public SimulatedDirectoryConfig withDomain(String name) {
        return withDomain(name, name);
    }

    /** Names the domain and the first domain of its forest. */
    SimulatedDirectoryConfig withDomain(String name, String forestName) {
        return changed(change -> {
            change.domain = name;
            change.forest = forestName;
        });
    }

    public SimulatedDirectoryConfig withSeed(long newSeed) {
        return changed(change -> change.seed = newSeed);
    }

    SimulatedDirectoryConfig withFolder(Path newFolder) {
        return changed(change -> change.folder = newFolder);
    }

    public SimulatedDirectoryConfig withClock(Clock newClock) {
        return changed(change -> change.clock = newClock);
    }

    private SimulatedDirectoryConfig changed(Consumer<Change> what) {
        Change change = new Change(this);
        what.accept(change);
        return change.config();
    }

    DomainNames names() {
        return new DomainNames(domain, SERVER_NAME, forest);
    }

    /** Mutable copy of a configuration, to change one component. */
    private static final class Change {
        private Path folder;
        private String domain;
        private String forest;
        private int accounts;
        private long seed;
        private ChannelBindingPolicy channelBinding;
        private SearchLimits limits;
        private SearchFaults faults;
        private int controllers;
        private int readOnlyControllers;
        private boolean recycleBin;
        private boolean deletedObjects;
        private Rights rights;
        private Set<Population> populations;
        private boolean ownReplicas;
        private LoginFailures.Lockout lockout;
        private Clock clock;

        Change(SimulatedDirectoryConfig config) {
            folder = config.folder;
            domain = config.domain;
            forest = config.forest;
            accounts = config.accounts;
            seed = config.seed;
            channelBinding = config.channelBinding;
            limits = config.limits;
            faults = config.faults;
            controllers = config.controllers;
            readOnlyControllers = config.readOnlyControllers;
            recycleBin = config.recycleBin;
            deletedObjects = config.deletedObjects;
            rights = config.rights;
            populations = config.populations;
            ownReplicas = config.ownReplicas;
            lockout = config.lockout;
            clock = config.clock;
        }

        SimulatedDirectoryConfig config() {
            return new SimulatedDirectoryConfig(
                    folder,
                    domain,
                    forest,
                    accounts,
                    seed,
                    channelBinding,
                    limits,
                    faults,
                    controllers,
                    readOnlyControllers,
                    recycleBin,
                    deletedObjects,
                    rights,
                    populations,
                    ownReplicas,
                    lockout,
                    clock);
        }
    }
}
