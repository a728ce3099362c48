package org.adcache.demo.population;

import com.unboundid.ldap.sdk.Attribute;
import java.time.Duration;
import java.time.Instant;
import org.adcache.demo.population.Population.Site;

/** Accounts with each form of accountExpires: a time in 100 ns since 1601, 0, or the largest number. */
public final class ExpiringAccounts {
    private static final long SECONDS_FROM_1601_TO_1970 = 11_644_473_600L;

    private ExpiringAccounts() {}

    static void addTo(Site site) {
        add(site, "Erik Expired", "eexpired", fileTime(site.now().minus(Duration.ofDays(30))));
        add(site, "Eva Expiring", "eexpiring", fileTime(site.now().plus(Duration.ofDays(30))));
        add(site, "Ewan Everlasting", "eeverlasting", "0");
        add(site, "Nina Never", "nnever", Long.toString(Long.MAX_VALUE));
    }

    /** A value of accountExpires. */
    public static String fileTime(Instant when) {
        return Long.toString((when.getEpochSecond() + SECONDS_FROM_1601_TO_1970) * 10_000_000 + when.getNano() / 100);
    }

    private static void add(Site site, String name, String account, String expires) {
        site.changes()
                .addUser(
                        site.below("CN=" + name + ",OU=People"),
                        account,
                        new Attribute("displayName", name),
                        new Attribute("mail", site.at(account)),
                        new Attribute("accountExpires", expires));
    }
}
