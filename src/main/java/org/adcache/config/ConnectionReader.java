package org.adcache.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.adcache.account.ConnectionId;
import org.adcache.config.form.BadValueException;
import org.adcache.config.form.Forms;
import org.adcache.config.form.NetworkForms;
import org.adcache.config.form.ScheduleForms;
import org.adcache.connection.ConnectionConfig;
import org.adcache.directory.DirectoryConfig;
import org.adcache.directory.EntryLimits;
import org.adcache.directory.FeedChoice;
import org.adcache.directory.ServerAddress;
import org.adcache.directory.TlsConfig;
import org.adcache.sync.SyncConfig;
import org.adcache.sync.schedule.Recurrence;

/** Reader of one connection's block. */
final class ConnectionReader {
    private static final int LDAPS_PORT = 636;
    private static final int LDAP_PORT = 389;
    private static final Duration EVERY = Duration.ofMinutes(30);

    private ConnectionReader() {}

    /**
     * Returns the connection; empty if a value that it can't do without is wrong.
     *
     * @param uploads the files of a managed connection, which names no keytab; its CAs are its own unless it names some
     */
    static Optional<ConnectionConfig> read(
            ConnectionId id,
            Section section,
            Optional<ManagedFiles> uploads,
            ConnectionFiles files,
            EntryLimits limits) {
        Optional<String> domain = section.required("domain", NetworkForms.DOMAIN);
        Optional<String> realm = section.optional("realm", NetworkForms.REALM);
        TlsConfig tls = tls(section.section("tls"), uploads.flatMap(ManagedFiles::uploadedTrust), files);
        int port = tls.mode() == TlsConfig.Mode.LDAPS ? LDAPS_PORT : LDAP_PORT;
        List<ServerAddress> servers = section.list("servers", NetworkForms.server(port), List.of());
        List<String> kdcs = section.list("kdcs", NetworkForms.KDC, List.of());
        Optional<Path> keytab = keytab(section, uploads.map(ManagedFiles::keytab), files);
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

    private static Optional<Path> keytab(Section section, Optional<Path> uploaded, ConnectionFiles files) {
        if (uploaded.isEmpty()) {
            return section.required("keytab", files.keytab());
        }
        if (section.has("keytab")) {
            section.problem(
                    "keytab",
                    "the keytab of a managed connection is uploaded.",
                    "Leave it out, and send the file with PUT /v1/connections/ID/keytab.");
        }
        try {
            files.keytab().parser().parse(uploaded.get().toString(), Path.of("/"));
        } catch (BadValueException e) {
            section.problem("keytab", e.getMessage() + ".", e.suggestion() + ".");
        }
        return uploaded;
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

    private static TlsConfig tls(Section section, Optional<Path> uploaded, ConnectionFiles files) {
        String mode = section.value("mode", Forms.oneOf("ldaps", "starttls"), "ldaps");
        Optional<Path> trust = section.optional("trust", files.trust());
        Optional<Path> trusted = section.has("trust") ? trust : uploaded(section, uploaded, files);
        String binding = section.value("channel-binding", Forms.oneOf("auto", "off"), "auto");
        section.end();
        return new TlsConfig(
                mode.equals("ldaps") ? TlsConfig.Mode.LDAPS : TlsConfig.Mode.STARTTLS, trusted, binding.equals("auto"));
    }

    private static Optional<Path> uploaded(Section section, Optional<Path> uploaded, ConnectionFiles files) {
        if (uploaded.isPresent()) {
            try {
                files.trust().parser().parse(uploaded.get().toString(), Path.of("/"));
            } catch (BadValueException e) {
                section.problem("trust", e.getMessage() + ".", e.suggestion() + ".");
            }
        }
        return uploaded;
    }

    private static FeedChoice feed(Section section) {
        String feed = section.value("feed", Forms.oneOf("auto", "dirsync", "usn", "full"), "auto");
        return FeedChoice.valueOf(feed.toUpperCase(Locale.ROOT));
    }

    private static SyncConfig sync(Section section) {
        SyncConfig sync = new SyncConfig(
                recurrence(section),
                section.value("reconcile-every", Forms.DURATION, Duration.ofHours(12)),
                section.value("full-every", Forms.DURATION, SyncConfig.FULL_EVERY),
                section.value("shrink-limit", Forms.PERCENTAGE, 0.1),
                section.value("timeout", Forms.DURATION, Duration.ofMinutes(10)));
        section.end();
        return sync;
    }

    private static Recurrence recurrence(Section section) {
        Optional<Duration> every = section.optional("every", Forms.DURATION);
        Optional<Recurrence> at = section.optional("at", ScheduleForms.AT);
        if (section.has("every") && section.has("at")) {
            section.problem(
                    "at",
                    "every is set too, and a sync runs either at an interval or at set times.",
                    "Delete the line of every, or this one.");
        }
        return at.orElseGet(() -> new Recurrence.Interval(every.orElse(EVERY)));
    }
}
