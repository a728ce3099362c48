package org.adcache.demo;

import java.nio.file.Path;
import java.time.Clock;
import org.adcache.demo.ldap.ChannelBindingPolicy;
import org.adcache.demo.ldap.SearchFaults;
import org.adcache.demo.ldap.SearchLimits;
import org.adcache.demo.people.DomainNames;

/**
 * What a simulated directory is to be like.
 *
 * @param folder where keytabs and the CA certificate are written; made if it is missing, left behind at the end
 * @param domain the DNS name of the domain, lower case
 * @param accounts users, contacts and groups together
 * @param seed the same seed gives the same people
 * @param channelBinding what the server asks of a bind
 * @param limits how much fits into one answer
 * @param faults what goes wrong
 * @param controllers how many domain controllers share the directory; they differ by their ports
 * @param recycleBin whether what is deleted keeps its attributes, and comes back with its groups
 * @param deletedObjects whether clients may read deleted objects; at a real domain controller that has to be granted
 * @param clock for certificates and for the times of changes; Kerberos takes the system's
 */
public record SimulatedDirectoryConfig(
        Path folder,
        String domain,
        int accounts,
        long seed,
        ChannelBindingPolicy channelBinding,
        SearchLimits limits,
        SearchFaults faults,
        int controllers,
        boolean recycleBin,
        boolean deletedObjects,
        Clock clock) {

    public SimulatedDirectoryConfig {
        if (controllers < 1) {
            throw new IllegalArgumentException("a directory has at least one controller");
        }
    }

    /**
     * The name of the server. Certificate and service principal carry it and clients must be able to resolve it, so it is
     * the one name that every machine has for its loopback address.
     */
    static final String SERVER_NAME = "localhost";

    /** The account name of the client that is to read the directory. */
    static final String SERVICE_ACCOUNT = "svc-adcache";

    /** 10,000 accounts, AD's limits, and channel bindings required, the strictest setting an administrator can choose. */
    public static SimulatedDirectoryConfig in(Path folder) {
        return new SimulatedDirectoryConfig(
                folder,
                "demo.example",
                10_000,
                1,
                ChannelBindingPolicy.ALWAYS,
                SearchLimits.DEFAULT,
                SearchFaults.NONE,
                1,
                false,
                false,
                Clock.systemUTC());
    }

    public SimulatedDirectoryConfig withDomain(String newDomain) {
        return new SimulatedDirectoryConfig(
                folder,
                newDomain,
                accounts,
                seed,
                channelBinding,
                limits,
                faults,
                controllers,
                recycleBin,
                deletedObjects,
                clock);
    }

    public SimulatedDirectoryConfig withAccounts(int newAccounts) {
        return new SimulatedDirectoryConfig(
                folder,
                domain,
                newAccounts,
                seed,
                channelBinding,
                limits,
                faults,
                controllers,
                recycleBin,
                deletedObjects,
                clock);
    }

    public SimulatedDirectoryConfig withSeed(long newSeed) {
        return new SimulatedDirectoryConfig(
                folder,
                domain,
                accounts,
                newSeed,
                channelBinding,
                limits,
                faults,
                controllers,
                recycleBin,
                deletedObjects,
                clock);
    }

    public SimulatedDirectoryConfig withChannelBinding(ChannelBindingPolicy policy) {
        return new SimulatedDirectoryConfig(
                folder, domain, accounts, seed, policy, limits, faults, controllers, recycleBin, deletedObjects, clock);
    }

    public SimulatedDirectoryConfig withLimits(SearchLimits newLimits) {
        return new SimulatedDirectoryConfig(
                folder,
                domain,
                accounts,
                seed,
                channelBinding,
                newLimits,
                faults,
                controllers,
                recycleBin,
                deletedObjects,
                clock);
    }

    public SimulatedDirectoryConfig withFaults(SearchFaults newFaults) {
        return new SimulatedDirectoryConfig(
                folder,
                domain,
                accounts,
                seed,
                channelBinding,
                limits,
                newFaults,
                controllers,
                recycleBin,
                deletedObjects,
                clock);
    }

    public SimulatedDirectoryConfig withControllers(int newControllers) {
        return new SimulatedDirectoryConfig(
                folder,
                domain,
                accounts,
                seed,
                channelBinding,
                limits,
                faults,
                newControllers,
                recycleBin,
                deletedObjects,
                clock);
    }

    public SimulatedDirectoryConfig withRecycleBin(boolean on) {
        return new SimulatedDirectoryConfig(
                folder, domain, accounts, seed, channelBinding, limits, faults, controllers, on, deletedObjects, clock);
    }

    public SimulatedDirectoryConfig withReadableDeletedObjects(boolean readable) {
        return new SimulatedDirectoryConfig(
                folder,
                domain,
                accounts,
                seed,
                channelBinding,
                limits,
                faults,
                controllers,
                recycleBin,
                readable,
                clock);
    }

    public SimulatedDirectoryConfig withClock(Clock newClock) {
        return new SimulatedDirectoryConfig(
                folder,
                domain,
                accounts,
                seed,
                channelBinding,
                limits,
                faults,
                controllers,
                recycleBin,
                deletedObjects,
                newClock);
    }

    DomainNames names() {
        return new DomainNames(domain, SERVER_NAME);
    }
}
