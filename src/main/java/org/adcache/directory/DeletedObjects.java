package org.adcache.directory;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The container into which a domain's objects go when they are deleted. Ordinary accounts can't read it, and then no
 * feed reports deletions (MS-ADTS 3.1.1.3.4.1.3).
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

    /** What it means that the service account can't read it. */
    public String unreadable() {
        return "The service account may not read " + distinguishedName
                + ", as is usual: deletions are noticed at the next reconciliation only.";
    }

    /**
     * The commands that let the service account read it.
     *
     * @param account for instance {@code CORP\svc-adcache}; where it isn't known the administrator puts the name in
     */
    public String grant(Optional<String> account) {
        return "For the next sync to notice them, grant it on a domain controller: dsacls \"" + distinguishedName
                + "\" /takeownership and then dsacls \"" + distinguishedName + "\" /g "
                + account.orElse("DOMAIN\\ACCOUNT") + ":LCRP";
    }
}
