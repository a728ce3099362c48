package org.adcache.directory;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The container into which a domain's objects go when they are deleted. Ordinary accounts can't read it, and then no feed
 * reports deletions (MS-ADTS 3.1.1.3.4.1.3).
 *
 * @param distinguishedName for instance {@code CN=Deleted Objects,DC=corp,DC=example}
 */
public record DeletedObjects(String distinguishedName) {
    /** The container of a domain, by its DNS name. */
    public static DeletedObjects of(String domain) {
        return new DeletedObjects("CN=Deleted Objects,"
                + Arrays.stream(domain.split("\\.", -1))
                        .map(label -> "DC=" + label)
                        .collect(Collectors.joining(",")));
    }

    /** What it means that the service account can't read it. */
    public String unreadable() {
        return "The service account may not read " + distinguishedName
                + ": deletions are noticed at the next reconciliation only.";
    }

    /** The commands that let the service account read it. */
    public String grant() {
        return "To notice them at once, run on a domain controller: dsacls \"" + distinguishedName
                + "\" /takeownership, then dsacls \"" + distinguishedName
                + "\" /g DOMAIN\\ACCOUNT:LCRP with the service account's name.";
    }
}
