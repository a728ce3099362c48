package org.adcache.demo.population;

import java.time.Instant;
import org.adcache.demo.people.DirectoryChanges;
import org.adcache.demo.schema.DomainNames;

/** Group of objects that a simulated directory can have in addition to its people. */
public enum Population {
    /** Mailboxes of all kinds, a dynamic distribution group and a mail-enabled public folder. */
    EXCHANGE {
        @Override
        void addTo(Site site) {
            ExchangeObjects.addTo(site);
        }
    },
    /** Accounts that are no people's: of a trust, a managed service account, computers. */
    MACHINES {
        @Override
        void addTo(Site site) {
            Machines.addTo(site);
        }
    },
    /** CN=Builtin with its groups, and the foreign security principals of well-known SIDs. */
    BUILTIN {
        @Override
        void addTo(Site site) {
            BuiltinObjects.addTo(site);
        }
    },
    /** Objects renamed because the same name was given at two controllers at once. */
    CONFLICTS {
        @Override
        void addTo(Site site) {
            Conflicts.addTo(site);
        }
    },
    /** Accounts that expired, will expire, and never expire. */
    EXPIRING {
        @Override
        void addTo(Site site) {
            ExpiringAccounts.addTo(site);
        }
    };

    /**
     * Where the objects are added.
     *
     * @param now the present of the directory
     */
    record Site(DirectoryChanges changes, DomainNames domain, Instant now) {
        String at(String localPart) {
            return localPart + "@" + domain.dnsName();
        }

        String below(String name) {
            return name + "," + domain.baseName();
        }
    }

    abstract void addTo(Site site);

    /** Adds the objects to a directory. */
    public void addTo(DirectoryChanges changes, DomainNames domain, Instant now) {
        addTo(new Site(changes, domain, now));
    }
}
