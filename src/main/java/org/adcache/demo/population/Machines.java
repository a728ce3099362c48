package org.adcache.demo.population;

import com.unboundid.ldap.sdk.Attribute;
import java.util.Locale;
import org.adcache.demo.people.DirectoryChanges;
import org.adcache.demo.population.Population.Site;
import org.adcache.demo.schema.DomainNames;

/**
 * Accounts without a person. That of a trust is a user of category person like any other but for its sAMAccountType,
 * its userAccountControl and the dollar sign; a managed service account is a computer by its classes.
 */
public final class Machines {
    private static final int WORKSTATIONS = 20;

    private Machines() {}

    static void addTo(Site site) {
        DirectoryChanges changes = site.changes();
        changes.addUser(
                site.below("CN=CHILD$,CN=Users"),
                "CHILD$",
                new Attribute("sAMAccountType", "805306370"),
                new Attribute("userAccountControl", "2080"));
        changes.add(site.below("CN=Managed Service Accounts"), new Attribute("objectClass", "container"));
        changes.add(
                site.below("CN=svc-web,CN=Managed Service Accounts"),
                new Attribute("objectClass", "msDS-GroupManagedServiceAccount"),
                new Attribute("sAMAccountName", "svc-web$"),
                new Attribute("sAMAccountType", "805306369"),
                new Attribute("userAccountControl", "4096"),
                new Attribute("primaryGroupID", "515"));
        changes.add(site.below("CN=Computers"), new Attribute("objectClass", "container"));
        for (int i = 0; i < WORKSTATIONS; i++) {
            addWorkstation(changes, site.domain(), i);
        }
    }

    /**
     * Changes all computers as their passwords, updates and replacements do: each round changes every computer of
     * {@link Population#MACHINES}, and replaces one by a new object of the same name.
     */
    public static void churn(DirectoryChanges changes, DomainNames domain, int rounds) {
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < WORKSTATIONS; i++) {
                changes.replace(name(domain, i), "description", "Build " + System.nanoTime());
            }
            changes.delete(name(domain, round % WORKSTATIONS));
            addWorkstation(changes, domain, round % WORKSTATIONS);
        }
    }

    private static void addWorkstation(DirectoryChanges changes, DomainNames domain, int number) {
        String host = "PC-" + (100 + number);
        changes.add(
                name(domain, number),
                new Attribute("objectClass", "computer"),
                new Attribute("sAMAccountName", host + "$"),
                new Attribute("sAMAccountType", "805306369"),
                new Attribute("userAccountControl", "4096"),
                new Attribute("primaryGroupID", "515"),
                new Attribute("dNSHostName", host.toLowerCase(Locale.ROOT) + "." + domain.dnsName()));
    }

    private static String name(DomainNames domain, int number) {
        return "CN=PC-" + (100 + number) + ",CN=Computers," + domain.baseName();
    }
}
