package org.adcache.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchEntry;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.adcache.account.AccountType;
import org.adcache.account.ConnectionId;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.account.ObjectGuid;
import org.adcache.directory.ActiveSession;
import org.adcache.directory.ConfigBuilder;
import org.adcache.directory.Directory;
import org.adcache.directory.FeedChoice;
import org.adcache.directory.IgnoredReason;
import org.adcache.directory.ServerAddress;
import org.adcache.directory.connect.Deadline;
import org.adcache.directory.connect.DomainProbe;
import org.adcache.directory.controllers.ServerBackOff;
import org.adcache.directory.feed.DirectoryMemory;
import org.adcache.index.words.SearchWords;
import org.adcache.lookup.Lookup;
import org.adcache.lookup.LookupConfig;
import org.adcache.lookup.LookupResult;
import org.adcache.store.Store;
import org.adcache.store.StoreConfig;
import org.adcache.store.file.DataFolder;
import org.adcache.testing.ManualTimer;
import org.adcache.testing.MemoryDirectory;
import org.adcache.testing.ServeOnCommit;
import org.adcache.testing.StoredGroups;
import org.adcache.testing.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole cycles from LDAP to the index, with entries as no directory should have them beside ordinary ones. */
class HostileEntriesTest {
    private static final ConnectionId CORP = new ConnectionId("corp");
    private static final int GOOD = 20;
    private static final DomainProbe.ProbedDomain FOUND = new DomainProbe.ProbedDomain(
            ConfigBuilder.DOMAIN, MemoryDirectory.BASE, Optional.empty(), Set.of(), false, false);
    private static final List<String> ATTRIBUTES = List.of(
            "objectGUID",
            "objectClass",
            "objectSid",
            "distinguishedName",
            "cn",
            "sAMAccountName",
            "userPrincipalName",
            "primaryGroupID",
            "userAccountControl",
            "msExchHideFromAddressLists",
            "mail",
            "proxyAddresses",
            "displayName",
            "notAskedFor");

    private final TestClock clock = new TestClock();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    private final Faults faults = new Faults();

    @TempDir
    Path temp;

    private MemoryDirectory server;
    private DataFolder folder;
    private Store store;
    private Lookup lookup;
    private SyncService sync;

    /** Replaces entries as they leave the server, by their GUID. */
    private static final class Faults extends InMemoryOperationInterceptor {
        private final Map<ObjectGuid, UnaryOperator<Entry>> hostile = new HashMap<>();

        @Override
        public void processSearchEntry(InMemoryInterceptedSearchEntry search) {
            Entry entry = search.getSearchEntry();
            byte[] guid = entry.getAttributeValueBytes("objectGUID");
            UnaryOperator<Entry> fault = guid == null ? null : hostile.get(ObjectGuid.fromBytes(guid));
            if (fault != null) {
                search.setSearchEntry(fault.apply(entry.duplicate()));
            }
        }
    }

    @BeforeEach
    void open() throws Exception {
        server = new MemoryDirectory(faults);
        for (int i = 0; i < GOOD; i++) {
            server.add(user(1, i));
        }
        folder = DataFolder.open(temp.resolve("data"));
        store = Store.open(
                folder,
                new StoreConfig(temp.resolve("data"), Optional.empty()),
                Epoch.FIRST,
                Generation.NONE,
                new SearchWords(),
                clock);
        lookup = new Lookup(
                new LookupConfig(Duration.ofDays(1), Optional.empty(), Map.of(CORP, ConfigBuilder.DOMAIN)),
                clock,
                Runnable::run);
        store.listen(new ServeOnCommit(lookup));
        SyncConnection corp = new SyncConnection(
                CORP,
                "corp.example",
                directory(),
                EnumSet.of(AccountType.USER),
                Set.of(),
                new SyncConfig(Duration.ofMinutes(30), Duration.ofHours(12), 0.1, Duration.ofMinutes(10)));
        sync = new SyncService(
                List.of(corp),
                store,
                new StoredGroups(store),
                new ManualTimer(clock),
                Runnable::run,
                clock,
                new Random(1));
    }

    private Directory directory() {
        ConfigBuilder config = new ConfigBuilder().feed(FeedChoice.FULL).extraAttributes("displayName");
        return (cursor, deadline) -> {
            try {
                Clock real = Clock.systemUTC();
                return new ActiveSession(
                        config.build(),
                        server.connect(),
                        new ServerAddress("dc1.corp.example", 636),
                        FOUND,
                        new Deadline(real.instant().plusSeconds(60), real),
                        timer,
                        "svc@CORP.EXAMPLE",
                        "CORP\\svc",
                        DirectoryMemory.fresh(real),
                        new ServerBackOff(real),
                        Optional.empty());
            } catch (LDAPException e) {
                throw new AssertionError(e);
            }
        };
    }

    @AfterEach
    void close() {
        sync.close();
        store.close();
        folder.close();
        server.close();
        timer.shutdownNow();
    }

    @Test
    void ignoresANameOfTenThousandComponents() throws Exception {
        hostile(1, entry -> {
            entry.setDN("OU=a,".repeat(10_000) + entry.getDN());
            entry.setAttribute("distinguishedName", entry.getDN());
            return entry;
        });
        hostile(2, entry -> {
            entry.setAttribute("distinguishedName", "OU=a,".repeat(1000) + entry.getDN());
            return entry;
        });

        expect(Map.of(IgnoredReason.DN_TOO_LONG, 1, IgnoredReason.DN_TOO_DEEP, 1));
    }

    @Test
    void ignoresADisplayNameOfTwentyThousandWordsThatRunOn() throws Exception {
        hostile(1, entry -> with(entry, "displayName", bytes("o'".repeat(20_000))));
        hostile(2, entry -> with(entry, "displayName", bytes("o'".repeat(5000))));

        expect(Map.of(IgnoredReason.VALUE_TOO_LONG, 1, IgnoredReason.VALUE_WITH_TOO_MANY_WORDS, 1));
        assertThat(found("h1@corp.example")).isTrue();
        assertThat(found("h2@corp.example")).isTrue();
    }

    @Test
    void ignoresAMalformedSidAMalformedGuidAndAnEmptyName() throws Exception {
        hostile(1, entry -> with(entry, "objectSid", new byte[] {1, 5, 0, 0}));
        hostile(2, entry -> with(entry, "objectGUID", new byte[] {1, 2, 3}));
        hostile(3, entry -> with(entry, "distinguishedName", new byte[0]));
        hostile(4, entry -> {
            entry.removeAttribute("distinguishedName");
            entry.setDN("");
            return entry;
        });

        expect(Map.of(IgnoredReason.MALFORMED_SID, 1, IgnoredReason.MALFORMED_GUID, 1, IgnoredReason.MALFORMED_DN, 2));
        assertThat(sync.ignored())
                .extracting(item -> item.entry().objectGuid().isPresent())
                .containsOnlyOnce(false);
    }

    @Test
    void ignoresAnEntryWithAHundredThousandAddresses() throws Exception {
        String[] many = IntStream.range(0, 100_000)
                .mapToObj(i -> "smtp:x" + i + "@corp.example")
                .toArray(String[]::new);
        hostile(1, entry -> {
            entry.setAttribute("proxyAddresses", many);
            return entry;
        });

        expect(Map.of(IgnoredReason.TOO_MANY_VALUES, 1));
    }

    @Test
    void readsAnEntryTwiceAsOne() throws Exception {
        hostile(1, entry -> with(entry, "objectGUID", new ObjectGuid(1, 0).toBytes()));

        sync.start(Epoch.FIRST);
        sync.request(CORP, SyncMode.FULL);

        assertThat(sync.runs().get(0).outcome()).contains(SyncRun.Outcome.OK);
        assertThat(Objects.requireNonNull(store.current().connections().get(CORP))
                        .counts()
                        .total())
                .isEqualTo(GOOD);
    }

    @Test
    void goesOnWhateverIsMalformedAndFindsAllOthers() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int number = 0;
        for (String attribute : ATTRIBUTES) {
            for (byte[] value : malformations(random)) {
                hostile(number++, entry -> with(entry, attribute, value));
            }
            byte[] twice = bytes("CN=x,DC=y");
            hostile(number++, entry -> {
                entry.setAttribute(attribute, twice, bytes("TRUE"), new byte[16]);
                return entry;
            });
        }

        sync.start(Epoch.FIRST);
        sync.request(CORP, SyncMode.FULL);

        assertThat(sync.runs().get(0).problem()).as("seed " + seed).isEmpty();
        assertGoodOnesFound("seed " + seed);
        assertThat(sync.status().get(0).ignored()).as("seed " + seed).hasSizeGreaterThan(6);
    }

    private static List<byte[]> malformations(Random random) {
        List<byte[]> values = new ArrayList<>(List.of(
                new byte[0],
                bytes(" "),
                bytes("\u0000"),
                bytes("a\u0000b"),
                bytes("line\r\nERROR end"),
                bytes("\u202Eabc"),
                new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
                new byte[] {(byte) 0xC0, (byte) 0x80},
                new byte[] {(byte) 0xFF},
                bytes("x".repeat(1 << 20)),
                bytes("o'".repeat(20_000)),
                bytes("\uFDFA".repeat(2000)),
                bytes("王".repeat(1000)),
                bytes("smtp:" + "o'".repeat(400) + "@x"),
                bytes("<GUID=12>;<SID=x>;CN=x"),
                bytes("<GUID="),
                bytes("OU=a,".repeat(10_000) + "DC=x"),
                bytes("#04"),
                bytes("CN=#0g,DC=x"),
                bytes("99999999999999999999")));
        for (int i = 0; i < 5; i++) {
            byte[] bytes = new byte[random.nextInt(100)];
            random.nextBytes(bytes);
            values.add(bytes);
        }
        return values;
    }

    private void hostile(int number, UnaryOperator<Entry> fault) throws LDAPException {
        server.add(user(2, number));
        faults.hostile.put(new ObjectGuid(2, number), fault);
    }

    private void expect(Map<IgnoredReason, Integer> ignored) {
        sync.start(Epoch.FIRST);
        sync.request(CORP, SyncMode.FULL);

        assertThat(sync.runs().get(0).problem()).isEmpty();
        assertThat(sync.status().get(0).ignored()).isEqualTo(ignored);
        assertGoodOnesFound("");
        sync.request(CORP, SyncMode.FULL);
        assertThat(sync.runs().get(0).problem()).isEmpty();
        assertThat(sync.status().get(0).ignored()).isEqualTo(ignored);
    }

    private void assertGoodOnesFound(String what) {
        Map<String, Boolean> found = new LinkedHashMap<>();
        for (int i = 0; i < GOOD; i++) {
            found.put("g" + i, found("g" + i + "@corp.example"));
        }
        assertThat(found.entrySet().stream()
                        .filter(entry -> !entry.getValue())
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toList()))
                .as(what)
                .isEmpty();
    }

    private boolean found(String key) {
        return lookup.find(List.of(key), Optional.empty()).answers().get(0) instanceof LookupResult.Found;
    }

    private static Entry user(int kind, int number) {
        String name = (kind == 1 ? "g" : "h") + number;
        Entry entry = new Entry("CN=" + name + "," + MemoryDirectory.BASE);
        entry.addAttribute("objectClass", "top", "person", "user");
        entry.addAttribute("objectCategory", "person");
        entry.addAttribute("cn", name);
        entry.addAttribute("objectGUID", new ObjectGuid(kind, number).toBytes());
        entry.addAttribute("mail", name + "@corp.example");
        return entry;
    }

    private static Entry with(Entry entry, String attribute, byte[] value) {
        entry.setAttribute(attribute, value);
        return entry;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
