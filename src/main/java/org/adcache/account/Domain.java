package org.adcache.account;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Names of an Active Directory domain.
 *
 * @param dnsName for instance {@code corp.example.com}, lower case
 * @param realm the Kerberos realm, upper case by convention
 * @param netbiosName from CN=Partitions, else the first label of the DNS name; for instance {@code CORP}
 * @param sid the domain's SID, once it was read
 */
public record Domain(String dnsName, String realm, String netbiosName, Optional<ObjectSid> sid) {
    public Domain {
        Objects.requireNonNull(realm, "realm");
        Objects.requireNonNull(netbiosName, "netbiosName");
        Objects.requireNonNull(sid, "sid");
        dnsName = dnsName.toLowerCase(Locale.ROOT);
    }
}
