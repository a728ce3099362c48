package org.adcache.directory;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Container of a domain's deleted objects. Ordinary accounts can't read it, and without that right no feed reports
 * deletions (MS-ADTS 3.1.1.3.4.1.3).
 *
 * @param distinguishedName for instance {@code CN=Deleted Objects,DC=corp,DC=example}
 */
public record DeletedObjects(String distinguishedName) {
    /** The container of a domain, by its DNS name. */
    public static DeletedObjects of(String domain) {
        return in(Arrays.stream(domain.split("\\.", -1))
                .map(label -> "DC=" + label)
                .collect(Collectors.joining(",")));
    }

    /** The container of a domain, by the distinguished name of its root. */
    public static DeletedObjects in(String namingContext) {
        return new DeletedObjects("CN=Deleted Objects," + namingContext);
    }

    /** Message for administrators: access is denied, and what follows from that. */
    public String unreadable() {
        return "The service account may not read " + distinguishedName
                + ", as is usual: deletions are noticed at the next reconciliation only.";
    }

    /**
     * The commands that grant the service account read access.
     *
     * @param account for instance {@code CORP\svc-adcache}
     */
    public String grant(String account) {
        return "For the next sync to notice them, grant it on a domain controller: dsacls \"" + distinguishedName
                + "\" /takeownership and then dsacls \"" + distinguishedName + "\" /g "
                + account + ":LCRP";
    }
}
