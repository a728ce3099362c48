package org.adcache.demo.population;

import com.unboundid.ldap.sdk.Attribute;
import java.util.ArrayList;
import java.util.List;
import org.adcache.demo.people.DirectoryChanges;
import org.adcache.demo.population.Population.Site;

/**
 * The container Builtin, whose groups have the same SIDs in every domain, and foreign security principals for the
 * well-known SIDs that are in groups, as in every domain.
 */
final class BuiltinObjects {
    private static final String FOREIGN = "CN=ForeignSecurityPrincipals";
    private static final String EVERYONE = "S-1-1-0";
    private static final String INTERACTIVE = "S-1-5-4";
    private static final String AUTHENTICATED_USERS = "S-1-5-11";
    /** Disallows deletion, rename and move. */
    private static final String SYSTEM_FLAGS = "-1946157056";

    private BuiltinObjects() {}

    static void addTo(Site site) {
        DirectoryChanges changes = site.changes();
        for (String sid : List.of(EVERYONE, INTERACTIVE, AUTHENTICATED_USERS)) {
            changes.add(
                    site.below("CN=" + sid + "," + FOREIGN),
                    new Attribute("objectClass", "foreignSecurityPrincipal"),
                    new Attribute("objectSid", sid));
        }
        changes.add(site.below("CN=Builtin"), new Attribute("objectClass", "builtinDomain"));
        String users = site.below("CN=Domain Users,CN=Users");
        group(site, "Administrators", "S-1-5-32-544", site.below("CN=Domain Admins,CN=Users"));
        group(site, "Users", "S-1-5-32-545", users, foreign(site, INTERACTIVE), foreign(site, AUTHENTICATED_USERS));
        group(site, "Guests", "S-1-5-32-546", site.below("CN=Domain Guests,CN=Users"));
        changes.addGroup(
                site.below("CN=Everybody Reads,OU=Security,OU=Groups"),
                "everybody-reads",
                foreign(site, EVERYONE),
                site.below("CN=Users,CN=Builtin"));
        changes.addGroup(
                site.below("CN=Whoever Signed In,OU=Security,OU=Groups"),
                "whoever-signed-in",
                foreign(site, AUTHENTICATED_USERS));
    }

    private static String foreign(Site site, String sid) {
        return site.below("CN=" + sid + "," + FOREIGN);
    }

    private static void group(Site site, String name, String sid, String... members) {
        List<Attribute> attributes = new ArrayList<>(List.of(
                new Attribute("objectClass", "group"),
                new Attribute("objectSid", sid),
                new Attribute("sAMAccountName", name),
                new Attribute("sAMAccountType", "536870912"),
                new Attribute("groupType", "-2147483643"),
                new Attribute("systemFlags", SYSTEM_FLAGS),
                new Attribute("member", members)));
        site.changes().add(site.below("CN=" + name + ",CN=Builtin"), attributes.toArray(Attribute[]::new));
    }
}
