package org.adcache.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.adcache.auth.sso.SingleSignOnConfig;
import org.adcache.connection.ConnectionConfig;
import org.adcache.directory.DirectoryConfig;
import org.adcache.http.HttpConfig;
import org.adcache.sync.schedule.CalendarTimes;
import org.adcache.sync.schedule.Recurrence;

/** Inventory of the data that adcache stores with this configuration: one flat list for a data-provision statement. */
public final class DataInventory {
    private static final String SERVICE_USER = "The user that runs adcache";
    private static final String ENCRYPTED = ", encrypted (AES-256-GCM)";
    private static final String AT_ONCE = "at once when the integration is turned off";

    private final AdcacheConfig config;
    private final Path folder;

    public DataInventory(AdcacheConfig config) {
        this.config = config;
        this.folder = config.store().dataFolder();
    }

    /** One kind of data: content, use, location, retention, and readers. */
    public record Item(String data, String use, String place, String howLong, String whoCanReadIt) {}

    /** All kinds, those of each connection first. */
    public List<Item> items() {
        List<Item> items = new ArrayList<>();
        for (ConnectionConfig connection : config.connections()) {
            items.add(accounts(connection));
            items.add(searchWords(connection));
            if (connection.directory().groups()) {
                items.add(members(connection));
            }
            items.add(objectGuids(connection));
            items.add(isManaged(connection) ? managedKeytab(connection) : keytab(connection.directory()));
        }
        items.add(managedConnections());
        items.add(ignoredEntries());
        items.add(indexImage());
        items.add(keys());
        items.add(marks());
        config.store().keyFile().map(DataInventory::keyFile).ifPresent(items::add);
        items.add(tokens());
        items.add(localToken());
        items.add(auditLog());
        items.add(integration());
        items.add(memory());
        items.add(logs());
        items.add(krb5Conf());
        items.add(lastExamination());
        config.http().tls().map(DataInventory::tlsKey).ifPresent(items::add);
        config.http().sso().ifPresent(sso -> {
            items.add(serviceKeytab(sso));
            items.add(usedTickets());
            items.add(people());
        });
        return items;
    }

    private Item accounts(ConnectionConfig connection) {
        DirectoryConfig directory = connection.directory();
        List<String> attributes = new ArrayList<>(List.of("objectGUID", "type", "distinguishedName", "cn"));
        attributes.addAll(directory.emailAttributes().stream()
                .map(name -> name.equals("proxyAddresses") ? "proxyAddresses (SMTP only)" : name)
                .toList());
        attributes.addAll(List.of(
                "sAMAccountName",
                "userPrincipalName and its suffix",
                "objectSid and sIDHistory",
                "primary group",
                "disabled and hidden flags",
                "kind of mailbox",
                "date of expiry"));
        attributes.addAll(directory.extraAttributes());
        return new Item(
                kinds(directory) + " of " + directory.domain() + ": " + String.join(", ", attributes),
                "Answers to lookups, rule conditions and suggestions",
                cacheFiles(directory) + ", and the memory of the process",
                untilRemoved(connection),
                SERVICE_USER + "; callers with a token of scope lookup, suggest or admin");
    }

    private Item searchWords(ConnectionConfig connection) {
        return new Item(
                "Search words of " + connection.directory().domain()
                        + ": names and addresses of these accounts, split into words, with variants without accents",
                "Suggestions while a user types",
                cacheFiles(connection.directory()) + ", and the memory of the process",
                "As long as the account they belong to",
                SERVICE_USER);
    }

    private Item members(ConnectionConfig connection) {
        return new Item(
                "Members of the groups of " + connection.directory().domain()
                        + ": the objectGUID of each, the SID of those from other domains, and of one that isn't in the copy"
                        + " whether it is a group",
                "Rule conditions on groups",
                cacheFiles(connection.directory()) + ", and the memory of the process",
                untilRemoved(connection),
                SERVICE_USER + "; callers with a token of scope lookup or admin learn whether an account is a member");
    }

    private Item objectGuids(ConnectionConfig connection) {
        return new Item(
                "objectGUIDs of the accounts of " + connection.directory().domain()
                        + ": pseudonyms, meaningful only together with the directory",
                "Keys of the records in the cache files",
                folder.resolve("cache-" + connection.directory().id() + "-*.dbm") + ", not encrypted",
                untilRemoved(connection),
                SERVICE_USER);
    }

    private static Item ignoredEntries() {
        return new Item(
                "Directory entries that are ignored because they are malformed or too large: objectGUID, the start of"
                        + " distinguishedName and of the value, attribute and reason, of at most 1000 entries of each"
                        + " connection",
                "List for administrators",
                "The memory of the process",
                "Until they are read again and accepted, or the process ends; " + AT_ONCE,
                SERVICE_USER + "; callers with a token of scope admin");
    }

    private Item indexImage() {
        return new Item(
                "Index image: a copy of the index, with the accounts, search words and members of all connections",
                "Fast start, without rebuilding the index",
                folder.resolve("index-*.img") + ENCRYPTED,
                "Until it is replaced; removed accounts at most 24 hours after they disappear from answers; " + AT_ONCE
                        + ", or with any connection",
                SERVICE_USER);
    }

    private static Item keytab(DirectoryConfig directory) {
        return new Item(
                "Keytab of the service account in " + directory.domain() + ": keys as good as its password",
                "Login to the domain controllers",
                directory.keytab() + ", placed there by an administrator and never copied;"
                        + " tickets made from it in the memory of the process",
                "The file until an administrator removes it; tickets until they expire, or " + AT_ONCE,
                "Users whom the file's permissions allow: should be only the user that runs adcache");
    }

    private boolean isManaged(ConnectionConfig connection) {
        AdcacheConfig.Declaration declaration =
                config.declarations().get(connection.directory().id());
        return declaration != null && declaration.managed();
    }

    private static Item managedKeytab(ConnectionConfig connection) {
        return new Item(
                "Keytab of the service account in " + connection.directory().domain()
                        + ": keys as good as its password",
                "Login to the domain controllers",
                connection.directory().keytab() + ", uploaded by an administrator and never given back;"
                        + " tickets made from it in the memory of the process",
                "The file until the connection is removed, also while the integration is off, so that it can be turned"
                        + " on again; tickets until they expire, or " + AT_ONCE,
                SERVICE_USER);
    }

    private Item managedConnections() {
        return new Item(
                "Settings of connections that were declared over HTTP: domain, servers, what is read; the certificates of the"
                        + " CAs that they trust. No personal data",
                "Reading the directory",
                folder.resolve("connections").resolve("*.conf") + " and *.ca.pem",
                "Until the connection is removed, also while the integration is off",
                SERVICE_USER + "; callers with a token of scope admin");
    }

    private Item keys() {
        return new Item(
                "Secrets that the cache files and the index image are encrypted with, 32 random bytes for each connection",
                "Encryption of the cache; destroying them is the wipe",
                folder.resolve("keys").toString(),
                "Overwritten and deleted " + AT_ONCE + ", or with its connection",
                SERVICE_USER);
    }

    private Item marks() {
        return new Item(
                "Marks of the last commits: numbers and checksums, no personal data",
                "Recognising an older state of the cache that was put back",
                folder.resolve("keys").resolve("*.mark") + ", authenticated",
                "Deleted " + AT_ONCE + ", or with its connection",
                SERVICE_USER);
    }

    private static Item keyFile(Path file) {
        return new Item(
                "Second secret that the cache files and the index image are encrypted with, 32 bytes",
                "Encryption of the cache",
                file + ", placed there by an administrator and only read",
                "Until an administrator removes it",
                "Users whom the file's permissions allow: should be only the user that runs adcache");
    }

    private Item tokens() {
        return new Item(
                "API tokens: id, name given by the administrator, scopes, dates, SHA-256 of the secret; when each was"
                        + " last used",
                "Authentication of client programs",
                folder.resolve("tokens.json") + ", " + folder.resolve("tokens-used.json"),
                "Until revoked; expired ones too",
                SERVICE_USER);
    }

    private Item localToken() {
        return new Item(
                "Token of the administrators of this machine, and the address of the service. No personal data",
                "The command line on this machine",
                folder.resolve("local.token") + ", " + folder.resolve("local.url") + " and "
                        + folder.resolve("local.certificate"),
                "While the service runs; another token at each start",
                SERVICE_USER);
    }

    private Item auditLog() {
        return new Item(
                "Audit log: who (kind, id and name of the caller, its address) signed in, failed to, or changed what"
                        + " and when, without data of accounts but the caller's own",
                "Proof of who turned the integration on or off, started syncs, created or revoked tokens, and how"
                        + " many suggestions a person was shown",
                folder.resolve("audit.log") + ", " + folder.resolve("audit.*.log"),
                "Until more than 36 MiB were written since; also when the integration is turned off",
                SERVICE_USER);
    }

    private Item integration() {
        return new Item(
                "The switch: on or off, since when, and the receipt of the last wipe (counts, bytes, times,"
                        + " kinds of data);"
                        + " which cache files belong together, and a digest of the configuration that they were read with."
                        + " No personal data",
                "State of the integration after a restart",
                folder.resolve("integration.json") + ", " + folder.resolve("manifest.json"),
                "As long as adcache is installed",
                SERVICE_USER + "; callers with a token");
    }

    private static Item memory() {
        return new Item(
                "Traces of all of these in memory outside the process: buffers of the kernel for its connections, pages"
                        + " of deleted encrypted files, swap, hibernation images, the memory of client programs."
                        + " No core dumps: Java is told to write none",
                "None",
                "Memory and swap of this machine and of its clients",
                "The process replaces itself within a second of a wipe, and its pages go back to the kernel;"
                        + " the rest until the kernel or the client reuses it. Encrypt swap, or have none",
                "Administrators of these machines");
    }

    private static Item logs() {
        return new Item(
                "Logs: changes of state, names of connections and servers; of accounts at the levels INFO, WARN and"
                        + " ERROR only the objectGUID of ignored entries, or the start of the distinguishedName of"
                        + " those without a usable one; with http.access-log a line for each request, with the id of"
                        + " its token, and without the names of people",
                "Operation",
                "Standard error, and wherever it is redirected to",
                "As that log is retained",
                "Users who may read that log");
    }

    private Item krb5Conf() {
        return new Item(
                "Kerberos configuration: realms, domains and KDCs. No personal data",
                "Login to the domain controllers",
                folder.resolve("krb5.conf").toString(),
                "Rewritten at each start; deleted " + AT_ONCE,
                SERVICE_USER);
    }

    private Item lastExamination() {
        return new Item(
                "The last daily examination: of each connection the stages, each with ok or the code of its problem. No"
                        + " personal data",
                "Logging what has changed since",
                folder.resolve("doctor.json") + ", if the timer adcache-doctor.timer is enabled",
                "Until the next examination",
                SERVICE_USER);
    }

    private static Item tlsKey(HttpConfig.Tls tls) {
        return new Item(
                "Private key of the service's certificate",
                "TLS towards client programs",
                tls.privateKey() + ", placed there by an administrator and only read",
                "Until an administrator removes it",
                "Users whom the file's permissions allow: should be only the user that runs adcache");
    }

    private static Item serviceKeytab(SingleSignOnConfig sso) {
        return new Item(
                "Keytab of single sign-on: keys of the services HTTP/NAME, as good as the password of their account",
                "Decryption of the tickets with which people sign in",
                sso.keytab() + ", placed there by an administrator and never copied; its keys in the memory of the"
                        + " process",
                "Until an administrator removes it",
                "Users whom the file's permissions allow: should be only the user that runs adcache");
    }

    private Item usedTickets() {
        return new Item(
                "Tickets that were used to sign in: SHA-256 of a part that is encrypted and different each time, and"
                        + " the time. No names",
                "Refusing a ticket that is sent twice, also after a restart",
                folder.resolve("sso-replay.bin").toString(),
                "11 minutes in use; overwritten as others sign in",
                SERVICE_USER);
    }

    private static Item people() {
        return new Item(
                "People who have signed in: principal, a copy of the account, its groups and roles",
                "Deciding what they may do",
                "The memory of the process",
                "Until the session ends; found anew at each generation",
                SERVICE_USER + "; that person");
    }

    private static String kinds(DirectoryConfig directory) {
        return "Users" + (directory.contacts() ? ", contacts" : "") + (directory.groups() ? ", groups" : "");
    }

    private String cacheFiles(DirectoryConfig directory) {
        return folder.resolve("cache-" + directory.id() + "-*.dbm") + ENCRYPTED;
    }

    private static String untilRemoved(ConnectionConfig connection) {
        return "Until removed from the directory: absent from answers after the next sync ("
                + text(connection.sync().cycles()) + "), on disk at most 24 hours longer; " + AT_ONCE;
    }

    private static String text(Recurrence syncs) {
        return syncs instanceof Recurrence.Interval interval
                ? "every " + text(interval.every())
                : syncs instanceof CalendarTimes times ? "at " + times : "only on request";
    }

    /** Formats a duration as in the configuration: 30m, 12h. */
    static String text(Duration duration) {
        long seconds = duration.toSeconds();
        return Optional.of(seconds)
                .filter(all -> all % 3600 == 0 && all > 0)
                .map(all -> all / 3600 + "h")
                .or(() -> Optional.of(seconds)
                        .filter(all -> all % 60 == 0 && all > 0)
                        .map(all -> all / 60 + "m"))
                .orElse(seconds + "s");
    }
}
