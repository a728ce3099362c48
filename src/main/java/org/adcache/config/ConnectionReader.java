package org.adcache.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.adcache.account.ConnectionId;
import org.adcache.connection.ConnectionConfig;
import org.adcache.directory.DirectoryConfig;
import org.adcache.directory.EntryLimits;
import org.adcache.directory.FeedChoice;
import org.adcache.directory.ServerAddress;
import org.adcache.directory.TlsConfig;
import org.adcache.sync.SyncConfig;

/** Reader of one connection's block. */
final class ConnectionReader {
    private static final int LDAPS_PORT = 636;
    private static final int LDAP_PORT = 389;

    private ConnectionReader() {}

    /** Returns the connection; empty if a value that it can't do without is wrong. */
    static Optional<ConnectionConfig> read(
            ConnectionId id, Section section, ConnectionFiles files, EntryLimits limits) {
        Optional<String> domain = section.required("domain", NetworkForms.DOMAIN);
        Optional<String> realm = section.optional("realm", NetworkForms.REALM);
        TlsConfig tls = tls(section.section("tls"), files);
        int port = tls.mode() == TlsConfig.Mode.LDAPS ? LDAPS_PORT : LDAP_PORT;
        List<ServerAddress> servers = section.list("servers", NetworkForms.server(port), List.of());
        List<String> kdcs = section.list("kdcs", NetworkForms.KDC, List.of());
        Optional<Path> keytab = section.required("keytab", files.keytab());
        Optional<String> principal = section.optional("principal", NetworkForms.PRINCIPAL);
        Optional<String> searchBase = section.optional("search-base", Forms.SEARCH_BASE);
        List<String> emailAttributes = emailAttributes(section);
        boolean contacts = section.value("contacts", Forms.FLAG, true);
        boolean groups = section.value("groups", Forms.FLAG, true);
        List<String> extra = section.list("extra-attributes", Forms.ATTRIBUTE_NAME, List.of());
        Section syncing = section.section("sync");
        FeedChoice feed = feed(syncing);
        SyncConfig sync = sync(syncing);
        section.end();
        if (domain.isEmpty() || keytab.isEmpty()) {
            return Optional.empty();
        }
        DirectoryConfig directory = new DirectoryConfig(
                id,
                domain.get(),
                realm.orElse(domain.get().toUpperCase(Locale.ROOT)),
                servers,
                kdcs,
                keytab.get(),
                principal,
                searchBase,
                emailAttributes,
                contacts,
                groups,
                extra,
                tls,
                feed,
                limits);
        return Optional.of(new ConnectionConfig(directory, sync));
    }

    private static List<String> emailAttributes(Section section) {
        List<String> attributes = section.list(
                "email-attributes", Forms.oneOf("mail", "proxyAddresses"), List.of("mail", "proxyAddresses"));
        if (attributes.isEmpty()) {
            section.problem(
                    "email-attributes",
                    "no attribute to read addresses from is left.",
                    "Write [mail, proxyAddresses], or one of the two.");
        }
        return attributes;
    }

    private static TlsConfig tls(Section section, ConnectionFiles files) {
        String mode = section.value("mode", Forms.oneOf("ldaps", "starttls"), "ldaps");
        Optional<Path> trust = section.optional("trust", files.trust());
        String binding = section.value("channel-binding", Forms.oneOf("auto", "off"), "auto");
        section.end();
        return new TlsConfig(
                mode.equals("ldaps") ? TlsConfig.Mode.LDAPS : TlsConfig.Mode.STARTTLS, trust, binding.equals("auto"));
    }

    private static FeedChoice feed(Section section) {
        String feed = section.value("feed", Forms.oneOf("auto", "dirsync", "usn", "full"), "auto");
        return FeedChoice.valueOf(feed.toUpperCase(Locale.ROOT));
    }

    private static SyncConfig sync(Section section) {
        SyncConfig sync = new SyncConfig(
                section.value("every", Forms.DURATION, Duration.ofMinutes(30)),
                section.value("reconcile-every", Forms.DURATION, Duration.ofHours(12)),
                section.value("full-every", Forms.DURATION, SyncConfig.FULL_EVERY),
                section.value("shrink-limit", Forms.PERCENTAGE, 0.1),
                section.value("timeout", Forms.DURATION, Duration.ofMinutes(10)));
        section.end();
        return sync;
    }
}
