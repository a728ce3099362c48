package org.adcache.lookup;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.adcache.account.Account;
import org.adcache.account.AccountName;
import org.adcache.account.AccountType;
import org.adcache.account.ConnectionId;
import org.adcache.account.DistinguishedName;
import org.adcache.account.Domain;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.account.GroupMember;
import org.adcache.account.MailAddress;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ObjectSid;
import org.adcache.account.UpnSuffix;
import org.adcache.account.UserPrincipalName;
import org.adcache.index.words.SearchWords;
import org.adcache.store.AccountCounts;
import org.adcache.store.AttributeCounts;
import org.adcache.store.ChangeVisitor;
import org.adcache.store.ConnectionState;
import org.adcache.store.RecordVisitor;
import org.adcache.store.StoreException;
import org.adcache.store.StoreView;
import org.adcache.store.SyncPoint;
import org.adcache.store.record.AccountCodec;

/**
 * Measurement of publishing changes over a large directory (CPU time; records are encoded and folded before) and of
 * queries, without an overlay and with one: {@code measure overlay 1000000 2000}, accounts and queries of each kind.
 */
final class OverlayMeasurement {
    private static final ConnectionId CORP = new ConnectionId("corp");
    private static final Domain DOMAIN = new Domain("corp.example", "CORP.EXAMPLE", "CORP", Optional.empty());
    private static final ObjectSid DOMAIN_SID =
            ObjectSid.parse("S-1-5-21-1-2-3").orElseThrow();
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final RebuildRule NEVER = new RebuildRule(Integer.MAX_VALUE, 1, Integer.MAX_VALUE);
    private static final String[] FIRST = {
        "Anna", "Bernd", "Clara", "Dieter", "Eva", "Frank", "Greta", "Hans", "Ida", "Jo", "Karl", "Lena", "Max", "Nora",
        "Otto", "Paula", "Ralf", "Sara", "Tom", "Ute"
    };
    private static final String[] LAST = {
        "Schmidt",
        "Müller",
        "Weber",
        "Wagner",
        "Becker",
        "Hoffmann",
        "Koch",
        "Richter",
        "Klein",
        "Wolf",
        "Neumann",
        "Braun",
        "Zimmer",
        "Hartmann",
        "Lange",
        "Krause",
        "Lehmann",
        "Maier",
        "Köhler",
        "Walter"
    };

    private final int accounts;
    private final int questions;
    private final Deque<Runnable> background = new ArrayDeque<>();
    private final Lookup lookup = new Lookup(
            new LookupConfig(Duration.ofHours(24), Optional.empty(), Map.of(CORP, DOMAIN)),
            Clock.systemUTC(),
            background::add,
            NEVER);
    private long generation;

    private OverlayMeasurement(int accounts, int questions) {
        this.accounts = accounts;
        this.questions = questions;
    }

    public static void main(String[] args) throws Exception {
        new OverlayMeasurement(Integer.parseInt(args[0]), Integer.parseInt(args[1])).run();
    }

    private void run() throws StoreException {
        row("the base of " + accounts, serve(0, 0));
        ask("with nothing over it");
        ask("with nothing over it, again");
        for (int changes : new int[] {1, 100, 1000, 1000, 1000, 1000, 5000, 20_000, 1000, 1000}) {
            row(changes + " changes published", serve(changes, 0));
            if (changes >= 5000) {
                ask("with " + changes + " changes over it");
            }
        }
        for (int members : new int[] {1000, 100_000, 100_000, 100_000}) {
            row("a changed group of " + members + " members published", serve(0, Math.min(members, accounts)));
        }
        ask("with a changed group over it");
    }

    private long serve(int changes, int members) throws StoreException {
        generation++;
        View view = new View(new Generation(generation), changes, members);
        long start = THREADS.getCurrentThreadCpuTime();
        lookup.serve(view);
        return (THREADS.getCurrentThreadCpuTime() - start) / 1000;
    }

    private void ask(String about) {
        latency("find, " + about, i -> lookup.find(List.of(address(i * 7919 % accounts)), Optional.empty()));
        latency("suggest, " + about, i -> {
            String name = name(i * 7919 % accounts);
            lookup.suggest(new SuggestQuestion(
                    name.substring(0, 2 + i % 4), 8, EnumSet.allOf(AccountType.class), false, false));
        });
        Map<String, Condition> conditions = Map.of("c", new Condition.InGroup("Group 7"));
        latency(
                "match, " + about,
                i -> ((MatchAnswer.Matched) lookup.match(
                                new MatchQuestion(List.of(address(i * 7919 % accounts)), conditions, false)))
                        .recipients()
                        .get(0));
    }

    private void latency(String what, IntConsumer question) {
        long[] nanos = new long[questions];
        for (int i = 0; i < 2 * questions; i++) {
            long start = System.nanoTime();
            question.accept(i);
            nanos[i % questions] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        System.out.println(String.format(
                Locale.ROOT,
                "%-60s p50 %8.1f µs   p99 %8.1f µs",
                what,
                nanos[questions / 2] / 1000.0,
                nanos[questions * 99 / 100] / 1000.0));
    }

    private static void row(String what, long micros) {
        System.out.println(String.format(Locale.ROOT, "%-60s %12.1f ms", what, micros / 1000.0));
    }

    private static String name(int number) {
        return FIRST[number % FIRST.length] + " " + LAST[number / FIRST.length % LAST.length] + " " + number;
    }

    private static String address(int number) {
        return "person" + number + "@corp.example";
    }

    private static Account person(int number, String state) {
        String name = name(number);
        Account.Builder account = Account.builder(
                        new ObjectGuid(7, number * 0x9E3779B97F4A7C15L),
                        AccountType.USER,
                        CORP,
                        new DistinguishedName("CN=" + name + ",OU=" + number % 100 + ",DC=corp,DC=example"))
                .cn(name + state)
                .addresses(List.of(
                        MailAddress.parse(address(number)).orElseThrow(),
                        MailAddress.parse("p." + number + "@example.com").orElseThrow()))
                .samAccountName(new AccountName("p" + number))
                .objectSid(DOMAIN_SID.withRelativeId(100_000 + number))
                .primaryGroup(DOMAIN_SID.withRelativeId(513));
        return account.userPrincipalName(new UserPrincipalName(address(number)))
                .upnSuffix(new UpnSuffix("corp.example"))
                .build();
    }

    /** The first hundred groups are nested in one another. */
    private static Account group(int number, int members, int accounts) {
        List<GroupMember> listed = new ArrayList<>();
        for (int i = 0; i < members; i++) {
            int member = (int) ((number * 31L + i * 17L) % accounts);
            listed.add(new GroupMember(new ObjectGuid(7, member * 0x9E3779B97F4A7C15L), Optional.empty()));
        }
        listed.add(new GroupMember(new ObjectGuid(8, number + 1), Optional.empty()));
        return Account.builder(
                        new ObjectGuid(8, number),
                        AccountType.GROUP,
                        CORP,
                        new DistinguishedName("CN=Group " + number + ",OU=Groups,DC=corp,DC=example"))
                .cn("Group " + number)
                .samAccountName(new AccountName("Group " + number))
                .objectSid(DOMAIN_SID.withRelativeId(513 + number))
                .members(listed)
                .build();
    }

    private final class View implements StoreView {
        private final Generation number;
        private final List<byte[][]> changed = new ArrayList<>();
        private final SearchWords words = new SearchWords();

        View(Generation number, int changes, int members) {
            this.number = number;
            for (int i = 0; i < changes; i++) {
                visit(person((int) (i * 7919L % accounts), " changed"), this::note);
            }
            if (members > 0) {
                visit(group(7, members, accounts), this::note);
            }
        }

        private void note(ConnectionId connection, byte[] account, byte[] folded) {
            changed.add(new byte[][] {account, folded});
        }

        @Override
        public Generation generation() {
            return number;
        }

        @Override
        public Epoch epoch() {
            return Epoch.FIRST;
        }

        @Override
        public Map<ConnectionId, ConnectionState> connections() {
            SyncPoint point = SyncPoint.full(DOMAIN, Instant.now(), 0);
            return Map.of(CORP, new ConnectionState(point, AccountCounts.NONE, AttributeCounts.NONE));
        }

        @Override
        public void forEach(RecordVisitor visitor) {
            for (int i = 0; i < accounts; i++) {
                visit(person(i, ""), visitor);
            }
            for (int i = 0; i < accounts / 100; i++) {
                visit(group(i, 50, accounts), visitor);
            }
        }

        private void visit(Account account, RecordVisitor visitor) {
            visitor.visit(CORP, AccountCodec.encode(account), words.fold(account));
        }

        @Override
        public boolean forEachSince(Generation earlier, ChangeVisitor visitor) {
            changed.forEach(record -> visitor.changed(CORP, record[0], record[1]));
            return true;
        }
    }
}
