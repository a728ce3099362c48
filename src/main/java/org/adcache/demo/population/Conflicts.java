package org.adcache.demo.population;

import com.unboundid.ldap.sdk.Attribute;
import java.util.UUID;
import org.adcache.demo.people.DirectoryChanges;
import org.adcache.demo.population.Population.Site;

/**
 * Conflict objects: of two objects created with one name at two controllers, the older one keeps
 * its attributes under a name with a line feed, CNF and its GUID. A user also loses its account name to the other.
 */
final class Conflicts {
    private Conflicts() {}

    static void addTo(Site site) {
        DirectoryChanges changes = site.changes();
        String people = ",OU=People," + site.domain().baseName();
        mangle(changes, changes.addUnit("OU=Branch" + people), "OU=Branch", people);
        changes.addUnit("OU=Branch" + people);
        UUID loser = user(site, "CN=Connie Conflict" + people, "$DUPLICATE-4a1");
        mangle(changes, loser, "CN=Connie Conflict", people);
        user(site, "CN=Connie Conflict" + people, "cconflict");
    }

    private static UUID user(Site site, String name, String account) {
        return site.changes()
                .addUser(
                        name,
                        account,
                        new Attribute("displayName", "Connie Conflict"),
                        new Attribute("mail", site.at("connie.conflict")),
                        new Attribute("proxyAddresses", "SMTP:" + site.at("connie.conflict")));
    }

    private static void mangle(DirectoryChanges changes, UUID guid, String relativeName, String parent) {
        changes.rename("<GUID=" + guid + ">", relativeName + "\\0ACNF:" + guid + parent);
    }
}
