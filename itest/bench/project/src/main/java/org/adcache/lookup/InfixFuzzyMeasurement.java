package org.adcache.lookup;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.adcache.account.Account;
import org.adcache.account.AccountName;
import org.adcache.account.AccountType;
import org.adcache.account.ConnectionId;
import org.adcache.account.DistinguishedName;
import org.adcache.account.Domain;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.account.MailAddress;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ObjectSid;
import org.adcache.account.UserPrincipalName;
import org.adcache.budget.Budget;
import org.adcache.budget.Work;
import org.adcache.demo.people.DirectoryEntry;
import org.adcache.demo.people.DirectoryTree;
import org.adcache.demo.schema.AttributeType;
import org.adcache.demo.schema.DomainNames;
import org.adcache.demo.schema.ObjectKind;
import org.adcache.index.Snapshot;
import org.adcache.index.words.SearchWords;
import org.adcache.lookup.suggest.FoldingCache;
import org.adcache.lookup.suggest.Highlighter;
import org.adcache.lookup.suggest.ParsedQuery;
import org.adcache.lookup.suggest.PrefixSetCache;
import org.adcache.lookup.suggest.Suggester;
import org.adcache.lookup.suggest.Tier;
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
 * Measurement of the CPU time of suggestions that search the infix and fuzzy tiers, over the generated people: {@code
 * measure last-tiers 1000000 2000}, accounts and queries of each kind. Queries that earlier tiers answer are left out.
 */
final class InfixFuzzyMeasurement {
    private static final ConnectionId CORP = new ConnectionId("corp");
    private static final Domain DOMAIN = new Domain("demo.example", "DEMO.EXAMPLE", "DEMO", Optional.empty());
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int LIMIT = 8;

    private final DirectoryTree tree;
    private final int questions;
    private final List<String> surnames = new ArrayList<>();
    private final List<String> givenNames = new ArrayList<>();
    private final List<String> accountNames = new ArrayList<>();
    private PrefixSetCache answers = new PrefixSetCache(0);

    private InfixFuzzyMeasurement(int accounts, int questions) {
        this.tree = new DirectoryTree(new DomainNames("demo.example", "dc1.demo.example"), "svc-adcache", 1, accounts);
        this.questions = questions;
    }

    public static void main(String[] args) throws Exception {
        new InfixFuzzyMeasurement(Integer.parseInt(args[0]), Integer.parseInt(args[1])).run();
    }

    private void run() throws StoreException {
        long start = THREADS.getCurrentThreadCpuTime();
        Snapshot snapshot = Snapshot.of(new View(), Set.of(CORP));
        answers = new PrefixSetCache(snapshot.baseSize());
        long took = THREADS.getCurrentThreadCpuTime() - start;
        System.out.println(snapshot.baseSize() + " generated, folded and indexed in " + took / 1_000_000 + " ms");
        Random random = new Random(6);
        Set<AccountType> all = EnumSet.allOf(AccountType.class);
        for (int length = 3; length <= 6; length++) {
            int letters = length;
            ask(letters + " letters inside a surname", all, snapshot, () -> inside(random, surnames, letters));
        }
        ask("5 letters inside an account name", all, snapshot, () -> inside(random, accountNames, 5));
        ask(
                "3 letters inside a surname, groups only",
                Set.of(AccountType.GROUP),
                snapshot,
                () -> inside(random, surnames, 3));
        ask("one edit in a surname", all, snapshot, () -> edited(random, pick(random, surnames)));
        ask("one edit in an account name", all, snapshot, () -> edited(random, pick(random, accountNames)));
        ask(
                "a given name and one edit in a surname",
                all,
                snapshot,
                () -> pick(random, givenNames) + " " + edited(random, pick(random, surnames)));
        ask("halves of two surnames", all, snapshot, () -> {
            String one = pick(random, surnames);
            String other = pick(random, surnames);
            return one.substring(one.length() / 3) + other.substring(other.length() / 2);
        });
        ask("letters at random", all, snapshot, () -> letters(random, 3 + random.nextInt(6)));
        ask("60 words, one edited", all, snapshot, () -> "a ".repeat(59) + edited(random, pick(random, surnames)));
        ask("250 letters", all, snapshot, () -> letters(random, 250));
    }

    private static String inside(Random random, List<String> texts, int length) {
        while (true) {
            String text = pick(random, texts);
            if (text.length() > length) {
                int from = 1 + random.nextInt(text.length() - length);
                return text.substring(from, from + length);
            }
        }
    }

    private static String edited(Random random, String text) {
        int at = random.nextInt(text.length());
        String letter = letters(random, 1);
        return switch (random.nextInt(4)) {
            case 0 -> text.substring(0, at) + letter + text.substring(at);
            case 1 -> text.substring(0, at) + letter + text.substring(at + 1);
            case 2 -> text.substring(0, at) + text.substring(at + 1);
            default -> {
                int behind = Math.min(at + 2, text.length());
                yield text.substring(0, at)
                        + new StringBuilder(text.substring(at, behind)).reverse()
                        + text.substring(behind);
            }
        };
    }

    private static String letters(Random random, int length) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < length; i++) {
            letters.append((char) ('a' + random.nextInt(26)));
        }
        return letters.toString();
    }

    private static String pick(Random random, List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }

    private void ask(String about, Set<AccountType> types, Snapshot snapshot, Supplier<String> texts) {
        List<SuggestQuestion> asked = new ArrayList<>();
        int tried = 0;
        for (; asked.size() < questions && tried < 20 * questions; tried++) {
            SuggestQuestion question = new SuggestQuestion(texts.get(), LIMIT, types, false, false);
            if (reachesInfixOrFuzzy(snapshot, question)) {
                asked.add(question);
            }
        }
        long[] nanos = new long[asked.size()];
        int found = 0;
        for (int round = 0; round < 2; round++) {
            found = 0;
            for (int i = 0; i < nanos.length; i++) {
                long start = THREADS.getCurrentThreadCpuTime();
                List<Suggester.Hit> hits = find(snapshot, asked.get(i));
                Highlighter highlighter =
                        new Highlighter(ParsedQuery.of(asked.get(i).text()), new FoldingCache());
                hits.stream()
                        .limit(LIMIT)
                        .forEach(hit -> highlighter.matched(snapshot.view(hit.ordinal()), hit.tier()));
                nanos[i] = THREADS.getCurrentThreadCpuTime() - start;
                found += hits.isEmpty() ? 0 : 1;
            }
        }
        Arrays.sort(nanos);
        System.out.println(String.format(
                Locale.ROOT,
                "%-42s of %5d  %5d get there, %5d find   p50 %8.1f µs   p99 %8.1f µs   max %8.1f µs",
                about,
                tried,
                nanos.length,
                found,
                nanos.length == 0 ? 0 : nanos[nanos.length / 2] / 1000.0,
                nanos.length == 0 ? 0 : nanos[nanos.length * 99 / 100] / 1000.0,
                nanos.length == 0 ? 0 : nanos[nanos.length - 1] / 1000.0));
    }

    private boolean reachesInfixOrFuzzy(Snapshot snapshot, SuggestQuestion question) {
        List<Suggester.Hit> hits = find(snapshot, question);
        return hits.size() <= LIMIT || hits.get(LIMIT).tier().compareTo(Tier.ANY_WORD) > 0;
    }

    /** A budget that nothing exceeds, so that whole searches are measured. */
    private final Budget work = new Budget("work", Long.MAX_VALUE);

    private List<Suggester.Hit> find(Snapshot snapshot, SuggestQuestion question) {
        return Suggester.find(
                        snapshot.layersToSearch(),
                        (part, own) ->
                                question.types().contains(part.type(own)) && !part.isLeftOut(own, false, false, 0),
                        ParsedQuery.of(question.text()),
                        answers,
                        LIMIT + 1,
                        new Work(work))
                .hits();
    }

    private Account account(DirectoryEntry entry) {
        AccountType type = switch (entry.kind()) {
            case USER -> AccountType.USER;
            case CONTACT -> AccountType.CONTACT;
            default -> AccountType.GROUP;
        };
        String cn = first(entry, AttributeType.CN).orElseThrow();
        Account.Builder account = Account.builder(
                        new ObjectGuid(
                                entry.guid().getMostSignificantBits(),
                                entry.guid().getLeastSignificantBits()),
                        type,
                        CORP,
                        new DistinguishedName(tree.name(entry)))
                .cn(cn)
                .disabled(first(entry, AttributeType.USER_ACCOUNT_CONTROL)
                        .filter("514"::equals)
                        .isPresent())
                .hidden(first(entry, AttributeType.HIDE_FROM_ADDRESS_LISTS).isPresent());
        Map<String, MailAddress> addresses = new LinkedHashMap<>();
        first(entry, AttributeType.MAIL).flatMap(MailAddress::parse).ifPresent(mail -> addresses.put(mail.key(), mail));
        for (String value : tree.values(entry, AttributeType.PROXY_ADDRESSES)) {
            if (value.toLowerCase(Locale.ROOT).startsWith("smtp:")) {
                MailAddress.parse(value.substring(5)).ifPresent(mail -> addresses.putIfAbsent(mail.key(), mail));
            }
        }
        account.addresses(List.copyOf(addresses.values()));
        first(entry, AttributeType.SAM_ACCOUNT_NAME).ifPresent(name -> account.samAccountName(new AccountName(name)));
        first(entry, AttributeType.USER_PRINCIPAL_NAME)
                .ifPresent(upn -> account.userPrincipalName(new UserPrincipalName(upn)));
        if (type != AccountType.CONTACT) {
            ObjectSid.parse(tree.sid(entry)).ifPresent(account::objectSid);
        }
        return account.build();
    }

    private Optional<String> first(DirectoryEntry entry, AttributeType type) {
        return tree.values(entry, type).stream().findFirst();
    }

    private void remember(DirectoryEntry entry) {
        if (entry.kind() == ObjectKind.USER && entry.position() % 17 == 0) {
            remember(first(entry, AttributeType.SN), surnames);
            remember(first(entry, AttributeType.GIVEN_NAME), givenNames);
            remember(first(entry, AttributeType.SAM_ACCOUNT_NAME), accountNames);
        }
    }

    private static void remember(Optional<String> text, List<String> texts) {
        text.filter(name -> name.length() > 3 && name.matches("[\\p{IsLatin}0-9]+"))
                .ifPresent(texts::add);
    }

    private final class View implements StoreView {
        @Override
        public Generation generation() {
            return new Generation(1);
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
            SearchWords words = new SearchWords();
            for (int position = 0; position < tree.end(); position++) {
                Optional<DirectoryEntry> entry = tree.at(position).filter(InfixFuzzyMeasurement::isAccount);
                if (entry.isPresent()) {
                    remember(entry.get());
                    Account account = account(entry.get());
                    visitor.visit(CORP, AccountCodec.encode(account), words.fold(account));
                }
            }
        }

        @Override
        public boolean forEachSince(Generation earlier, ChangeVisitor visitor) {
            return false;
        }
    }

    private static boolean isAccount(DirectoryEntry entry) {
        return entry.kind() == ObjectKind.USER
                || entry.kind() == ObjectKind.CONTACT
                || entry.kind() == ObjectKind.GROUP;
    }
}
