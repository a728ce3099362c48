package org.adcache.directory;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.adcache.account.ConnectionId;
import org.adcache.kerberos.KerberosRealm;

/**
 * Settings of one connection: how to reach the domain and what to read. Names as in the configuration file.
 *
 * @param domain DNS name of the domain, lower case
 * @param realm Kerberos realm
 * @param servers domain controllers in order; empty: found by DNS SRV
 * @param kdcs {@code host} or {@code host:port}; empty: found by DNS SRV
 * @param principal empty: the keytab's only one
 * @param searchBase empty: the domain's naming context
 * @param limits of the entries, shared by all connections
 */
public record DirectoryConfig(
        ConnectionId id,
        String domain,
        String realm,
        List<ServerAddress> servers,
        List<String> kdcs,
        Path keytab,
        Optional<String> principal,
        Optional<String> searchBase,
        List<String> emailAttributes,
        boolean contacts,
        boolean groups,
        List<String> extraAttributes,
        TlsConfig tls,
        FeedChoice feed,
        EntryLimits limits) {
    /** AD's MaxPageSize is 1000; if an administrator set it lower than this, the server returns smaller pages. */
    public static final int PAGE_SIZE = 500;

    public DirectoryConfig {
        servers = List.copyOf(servers);
        kdcs = List.copyOf(kdcs);
        emailAttributes = List.copyOf(emailAttributes);
        extraAttributes = List.copyOf(extraAttributes);
    }

    /** Settings with the default limits. */
    public DirectoryConfig(
            ConnectionId id,
            String domain,
            String realm,
            List<ServerAddress> servers,
            List<String> kdcs,
            Path keytab,
            Optional<String> principal,
            Optional<String> searchBase,
            List<String> emailAttributes,
            boolean contacts,
            boolean groups,
            List<String> extraAttributes,
            TlsConfig tls,
            FeedChoice feed) {
        this(
                id,
                domain,
                realm,
                servers,
                kdcs,
                keytab,
                principal,
                searchBase,
                emailAttributes,
                contacts,
                groups,
                extraAttributes,
                tls,
                feed,
                EntryLimits.defaults());
    }

    /** These settings, with another keytab. */
    public DirectoryConfig withKeytab(Path other) {
        return new DirectoryConfig(
                id,
                domain,
                realm,
                servers,
                kdcs,
                other,
                principal,
                searchBase,
                emailAttributes,
                contacts,
                groups,
                extraAttributes,
                tls,
                feed,
                limits);
    }

    /** These settings, with the limits that other connections share. */
    public DirectoryConfig with(EntryLimits shared) {
        return new DirectoryConfig(
                id,
                domain,
                realm,
                servers,
                kdcs,
                keytab,
                principal,
                searchBase,
                emailAttributes,
                contacts,
                groups,
                extraAttributes,
                tls,
                feed,
                shared);
    }

    /** The entry for this connection in the generated krb5.conf. */
    public KerberosRealm kerberosRealm() {
        return new KerberosRealm(
                realm, domain, kdcs, servers.stream().map(ServerAddress::host).toList());
    }
}
