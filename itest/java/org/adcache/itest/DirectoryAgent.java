package org.adcache.itest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import org.adcache.account.Account;
import org.adcache.account.ConnectionId;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ProblemException;
import org.adcache.directory.ActiveDirectory;
import org.adcache.directory.ChangeCursor;
import org.adcache.directory.ChangeFeed;
import org.adcache.directory.Directory;
import org.adcache.directory.DirectoryConfig;
import org.adcache.directory.DirectorySession;
import org.adcache.directory.FeedChoice;
import org.adcache.directory.KnownAccounts;
import org.adcache.directory.ReadReport;
import org.adcache.directory.ReportedChanges;
import org.adcache.directory.ServerAddress;
import org.adcache.directory.TlsConfig;
import org.adcache.kerberos.KerberosLogin;
import org.adcache.kerberos.Krb5Conf;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Program that queries a domain through the package {@code directory}, inside the domain's network namespace: it reads
 * requests as lines of JSON and answers each with one line. {@link DirectoryClient} is its other half.
 *
 * <p>Arguments: the folder of the keytabs, the CA's certificate, and a folder to write to.
 */
final class DirectoryAgent {
    private static final Clock CLOCK = Clock.systemUTC();

    private final Path keytabs;
    private final Path authority;
    private final Path folder;
    private final ExecutorService worker = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    private final Map<String, Directory> directories = new HashMap<>();

    private DirectoryAgent(Path keytabs, Path authority, Path folder) {
        this.keytabs = keytabs;
        this.authority = authority;
        this.folder = folder;
    }

    public static void main(String[] arguments) throws IOException {
        DirectoryAgent agent = new DirectoryAgent(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]));
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println("ready");
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            JsonNode question = JsonMapper.shared().readTree(line);
            Map<String, Object> answer = new TreeMap<>(agent.answer(question));
            answer.put("number", question.path("number").asInt());
            System.out.println(JsonMapper.shared().writeValueAsString(answer));
        }
        System.exit(0);
    }

    private Map<String, Object> answer(JsonNode question) {
        Instant deadline = CLOCK.instant().plus(Duration.ofMinutes(3));
        Optional<ChangeCursor> cursor =
                Optional.ofNullable(question.path("cursor").asString(null)).map(ChangeCursor::new);
        try (DirectorySession session = directory(question.path("connection")).open(cursor, deadline)) {
            long start = System.nanoTime();
            Map<String, Object> answer = new HashMap<>(ask(session, question, cursor));
            answer.put("millis", (System.nanoTime() - start) / 1_000_000);
            return answer;
        } catch (ProblemException e) {
            return Map.of(
                    "problem", e.problem().type().code(), "detail", e.problem().detail());
        } catch (IOException e) {
            return Map.of("problem", "io", "detail", e.toString());
        }
    }

    private Map<String, Object> ask(DirectorySession session, JsonNode question, Optional<ChangeCursor> cursor)
            throws ProblemException {
        Set<ObjectGuid> objects = question.path("objects")
                .valueStream()
                .map(guid -> ObjectGuid.parse(guid.asString()).orElseThrow())
                .collect(Collectors.toSet());
        List<Map<String, Object>> accounts = new ArrayList<>();
        return switch (question.path("ask").asString()) {
            case "probe" -> {
                ChangeFeed feed = begin(session).map(ChangeCursor::feed).orElse(ChangeFeed.NONE);
                yield Map.of(
                        "feed",
                        feed.name(),
                        "reason",
                        session.feedReason(feed).orElse(""),
                        "readsDeletedObjects",
                        session.readsDeletedObjects(),
                        "server",
                        session.server());
            }
            case "begin" ->
                begin(session)
                        .<Map<String, Object>>map(place -> Map.of("cursor", place.text()))
                        .orElse(Map.of());
            case "changesSince" -> changes(session.changesSince(cursor.orElseThrow(), users(session)));
            case "changesSinceReconciliation" -> changes(session.changesSinceReconciliation(cursor.orElseThrow()));
            case "readAll" -> read(session.readAll(account -> accounts.add(json(account))), accounts);
            case "readObjects" -> read(session.readObjects(objects, account -> accounts.add(json(account))), accounts);
            case "readBelow" ->
                read(session.readBelow(objects.iterator().next(), account -> accounts.add(json(account))), accounts);
            case "groupsOf" -> {
                Map<String, Object> groups = new HashMap<>();
                session.groupsOf(objects, (object, found) -> groups.put(object.toString(), texts(found)));
                yield groups;
            }
            case "deletedAmong" -> guids(session.deletedAmong(objects));
            case "visibleAmong" -> guids(session.visibleAmong(objects));
            case "list" -> {
                session.list((guid, name) -> accounts.add(Map.of("guid", guid.toString(), "dn", name.value())));
                yield Map.of("accounts", accounts);
            }
            default -> throw new IllegalArgumentException(question.toString());
        };
    }

    private static Optional<ChangeCursor> begin(DirectorySession session) throws ProblemException {
        session.begin();
        return session.selectFeed(users(session));
    }

    /** Sample of the accounts that can be read: service accounts, or others where there are none. */
    private static KnownAccounts users(DirectorySession session) {
        return () -> {
            Set<ObjectGuid> services = new HashSet<>();
            Set<ObjectGuid> others = new HashSet<>();
            session.list((guid, name) -> {
                Set<ObjectGuid> sample = name.value().startsWith("CN=svc-") ? services : others;
                if (sample.size() < 50) {
                    sample.add(guid);
                }
            });
            return services.isEmpty() ? others : services;
        };
    }

    private static Map<String, Object> changes(ReportedChanges changes) {
        if (changes instanceof ReportedChanges.Known known) {
            return Map.of(
                    "changed", texts(known.changed()),
                    "deleted", texts(known.deleted()),
                    "containers", texts(known.containers()),
                    "cursor", known.next().text(),
                    "doubt", known.doubt().orElse(""));
        }
        return Map.of("lost", ((ReportedChanges.Lost) changes).reason());
    }

    private static Map<String, Object> guids(Set<ObjectGuid> guids) {
        return Map.of("guids", texts(guids));
    }

    private static List<String> texts(Set<ObjectGuid> guids) {
        return guids.stream().map(ObjectGuid::toString).toList();
    }

    private static Map<String, Object> read(ReadReport report, List<Map<String, Object>> accounts) {
        return Map.of("count", report.accounts(), "accounts", accounts);
    }

    private static Map<String, Object> json(Account account) {
        return Map.of(
                "guid", account.objectGuid().toString(),
                "dn", account.distinguishedName().value(),
                "type", account.type().name(),
                "addresses", account.addresses().stream().map(Object::toString).toList(),
                "members",
                        account.members().stream()
                                .map(member -> member.objectGuid().toString())
                                .toList());
    }

    /** Returns one directory per requested connection, so that it keeps its state. */
    private Directory directory(JsonNode connection) throws IOException {
        String key = connection.toString();
        Directory known = directories.get(key);
        if (known != null) {
            return known;
        }
        DirectoryConfig config = new DirectoryConfig(
                new ConnectionId("corp"),
                SambaDomain.DOMAIN,
                SambaDomain.CORP.realm(),
                connection
                        .path("servers")
                        .valueStream()
                        .map(host -> new ServerAddress(host.asString(), 636))
                        .toList(),
                List.of(SambaDomain.CONTROLLER),
                keytabs.resolve(connection.path("account").asString() + ".keytab"),
                Optional.empty(),
                Optional.ofNullable(connection.path("searchBase").asString(null)),
                List.of("mail", "proxyAddresses"),
                true,
                true,
                connection
                        .path("extraAttributes")
                        .valueStream()
                        .map(JsonNode::asString)
                        .toList(),
                new TlsConfig(TlsConfig.Mode.LDAPS, Optional.of(authority), true),
                FeedChoice.valueOf(connection.path("feed").asString()));
        new Krb5Conf(folder.resolve("krb5.conf")).write(List.of(config.kerberosRealm()));
        KerberosLogin login = new KerberosLogin(config.keytab(), config.principal(), config.realm(), CLOCK, worker);
        Directory directory = new ActiveDirectory(config, login, CLOCK, timer);
        directories.put(key, directory);
        return directory;
    }
}
