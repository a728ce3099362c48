package org.adcache.lookup;

import java.time.Clock;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.adcache.account.Account;
import org.adcache.account.AccountType;
import org.adcache.account.AccountView;
import org.adcache.account.ConnectionId;
import org.adcache.account.Domain;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.account.ObjectGuid;
import org.adcache.account.Problem;
import org.adcache.account.ProblemType;
import org.adcache.account.RequiredAttribute;
import org.adcache.budget.QuestionBound;
import org.adcache.budget.QuestionBudgets;
import org.adcache.budget.Work;
import org.adcache.index.IndexedKey;
import org.adcache.index.SearchLayer;
import org.adcache.index.Snapshot;
import org.adcache.lookup.detail.AccountDetail;
import org.adcache.lookup.detail.DetailFinder;
import org.adcache.lookup.detail.DuplicateKeys;
import org.adcache.lookup.match.Matcher;
import org.adcache.lookup.principal.PrincipalFinder;
import org.adcache.lookup.principal.PrincipalLookup;
import org.adcache.lookup.suggest.Highlighter;
import org.adcache.lookup.suggest.ParsedQuery;
import org.adcache.lookup.suggest.Suggester;
import org.adcache.lookup.suggest.Tier;
import org.adcache.store.AccountCounts;
import org.adcache.store.EmptyStoreView;
import org.adcache.store.MalformedRecordException;
import org.adcache.store.StoreException;
import org.adcache.store.StoreView;
import org.adcache.store.scope.ScopedView;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Query service over the current snapshot. Thread-safe; queries neither block nor wait for a directory. */
public final class Lookup implements LookupService, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Lookup.class);
    private static final List<String> WARM_UP = List.of("a m", "s e");

    private final Object publishing = new Object();
    private final QuestionBudgets budgets;
    private final Clock clock;
    /** The only reference to the served state. */
    private final AtomicReference<State> state;

    private final SavedBases savedBases;
    private final BaseRebuild rebuild;
    private volatile LookupConfig config;
    private volatile boolean builtOfRecords;
    private volatile @Nullable Built prepared;

    /**
     * Starts with an empty store, until {@link #serve} is called.
     *
     * @param background runs the rebuild of a large index, one at a time
     */
    public Lookup(LookupConfig config, Clock clock, Executor background) {
        this(config, clock, background, RebuildRule.MEASURED);
    }

    Lookup(LookupConfig config, Clock clock, Executor background, RebuildRule rule) {
        this.config = config;
        this.budgets = QuestionBudgets.of(config.questions());
        this.clock = clock;
        this.state = new AtomicReference<>(Serving.of(new EmptyStoreView(), Snapshot.empty(), config, Instant.EPOCH));
        this.savedBases = new SavedBases(background);
        this.rebuild = new BaseRebuild(state, rule, clock, savedBases, background);
    }

    /**
     * Publishes a generation: builds its snapshot, then replaces the served one. If the store can list the changes,
     * they are overlaid on the current index, or on the one saved on disk, at a cost that grows with them. A view of
     * the generation already served only updates the ages; a view of an epoch that has ended is ignored.
     *
     * @throws StoreException if the view can't be read; the previous snapshot is still served
     */
    public void serve(StoreView all) throws StoreException {
        synchronized (publishing) {
            publish(all);
        }
    }

    private void publish(StoreView all) throws StoreException {
        StoreView view = ScopedView.of(all, config.scopes());
        Built built = prepared;
        prepared = null;
        State current = current();
        while (current.epoch().compareTo(view.epoch()) <= 0) {
            if (built == null || !built.fits(current, view)) {
                built = built(current, view);
            }
            Serving next = built.serving.of(view);
            if (state.compareAndSet(current, next)) {
                if (built.ofRecords && next.indexesAll()) {
                    savedBases.save(next.snapshot(), view);
                }
                rebuild.consider(next);
                return;
            }
            current = current();
        }
    }

    /**
     * Builds the snapshot of a generation that is about to be committed, for {@link #serve}, which then only publishes
     * it.
     *
     * @throws StoreException if the view can't be read or indexed
     */
    public void prepare(StoreView all) throws StoreException {
        synchronized (publishing) {
            prepareAlone(all);
        }
    }

    private void prepareAlone(StoreView all) throws StoreException {
        StoreView view = ScopedView.of(all, config.scopes());
        prepared = null;
        State current = current();
        if (current.epoch().compareTo(view.epoch()) <= 0) {
            prepared = built(current, view);
            if (current().epoch().compareTo(view.epoch()) > 0) {
                prepared = null;
            }
        }
    }

    /**
     * Takes another configuration, in one step for all who ask: the accounts of connections that are not in it, and
     * those outside its scopes, are not served any more. If that needs another index, what was served before is served
     * until it is built.
     *
     * @param all the current view of the store
     * @throws StoreException if the view can't be read or indexed; nothing has changed then
     */
    public void reconfigure(LookupConfig next, StoreView all) throws StoreException {
        synchronized (publishing) {
            Optional<Snapshot> built = Optional.empty();
            StoreView view = ScopedView.of(all, next.scopes());
            while (current() instanceof Serving serving && serving.epoch().equals(view.epoch())) {
                boolean keeps = serving.holdsTheSame(view, next);
                if (!keeps && built.isEmpty()) {
                    built = indexed(view, next);
                    continue;
                }
                Snapshot snapshot = keeps ? serving.snapshot() : built.orElseThrow();
                Serving changed = Serving.of(view, snapshot, next, clock.instant());
                if (state.compareAndSet(serving, keeps ? changed.after(serving) : changed)) {
                    break;
                }
            }
            config = next;
            prepared = null;
            budgets.change(next.questions());
        }
    }

    /** The index for another configuration; empty if its epoch has ended meanwhile. */
    private Optional<Snapshot> indexed(StoreView view, LookupConfig next) throws StoreException {
        try {
            return Optional.of(read(
                    view,
                    () -> Snapshot.of(
                            view,
                            next.connections().keySet(),
                            () -> current().epoch().equals(view.epoch()))));
        } catch (CancellationException e) {
            return Optional.empty();
        }
    }

    /** Drops what was prepared. */
    void abandon() {
        prepared = null;
    }

    private Built built(State current, StoreView view) throws StoreException {
        Optional<Serving> overlaid = overlaid(current, view);
        return overlaid.isPresent() ? new Built(current, overlaid.get(), false, false) : initial(current, view);
    }

    /**
     * Result of a build.
     *
     * @param on the state that it was built over
     * @param initial whether it shares nothing with that state
     */
    private record Built(State on, Serving serving, boolean initial, boolean ofRecords) {
        boolean fits(State current, StoreView view) {
            return (initial || on == current)
                    && serving.epoch().equals(view.epoch())
                    && serving.generation().equals(view.generation());
        }
    }

    /** Loads or builds the index of the first generation, or of one for which the store can't list the changes. */
    private Built initial(State current, StoreView view) throws StoreException {
        if (!(current instanceof Serving serving) || serving.snapshot().baseSize() == 0) {
            Optional<Snapshot.Saved> saved =
                    savedBases.load(view, config.connections().keySet());
            if (saved.isPresent()) {
                Serving initial = serving(view, saved.get().snapshot());
                return new Built(current, initial.withBaseAsOf(saved.get().baseAsOf()), true, false);
            }
        }
        builtOfRecords = true;
        Snapshot built = read(view, () -> Snapshot.of(view, config.connections().keySet()));
        return new Built(current, serving(view, built), true, true);
    }

    private Serving serving(StoreView view, Snapshot snapshot) {
        return Serving.of(view, snapshot, config, clock.instant());
    }

    /** Overlays the generation on the served base; empty if that is impossible. */
    private Optional<Serving> overlaid(State current, StoreView view) throws StoreException {
        if (!(current instanceof Serving serving)
                || !serving.epoch().equals(view.epoch())
                || (serving.view() instanceof ScopedView && !(view instanceof ScopedView))) {
            return Optional.empty();
        }
        Optional<Snapshot> snapshot = serving.generation().equals(view.generation())
                ? Optional.of(serving.snapshot())
                : read(
                        view,
                        () -> serving.snapshot().at(view, config.connections().keySet()));
        return snapshot.map(next -> serving(view, next).after(serving));
    }

    private interface StoreRead<T> {
        T read() throws StoreException;
    }

    private static <T> T read(StoreView view, StoreRead<T> content) throws StoreException {
        try {
            return content.read();
        } catch (MalformedRecordException e) {
            throw new StoreException(
                    new Problem(
                            ProblemType.CACHE_DAMAGED,
                            "Generation " + view.generation().number() + " holds a record that can't be read.",
                            "Run a full sync; if that doesn't help, switch the integration off and on."),
                    e);
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            log.debug("Generation {} can't be indexed", view.generation().number(), e);
            throw new StoreException(
                    new Problem(
                            ProblemType.INDEX_FAILED,
                            "Generation " + view.generation().number() + " can't be indexed: "
                                    + e.getClass().getSimpleName() + ".",
                            "Report it with the log at level DEBUG. What was served before is kept."),
                    e);
        }
    }

    /**
     * Whether this process has built an index of all records, which leaves garbage, and not only loaded a saved one.
     */
    public boolean hasBuilt() {
        return builtOfRecords;
    }

    /** Drops everything and answers Unknown from now on; views of an earlier epoch are not served any more. */
    public void off(Epoch epoch) {
        off(epoch, Generation.NONE);
    }

    /**
     * Drops everything and answers Unknown from now on, like {@link #off(Epoch)}.
     *
     * @param known a generation that was reached before; the answers' generation is no lower
     */
    public void off(Epoch epoch, Generation known) {
        state.getAndUpdate(current -> {
            Generation last = current.generation();
            return current.epoch().compareTo(epoch) <= 0
                    ? new State.Off(epoch, last.compareTo(known) < 0 ? known : last)
                    : current;
        });
        prepared = null;
    }

    /** The groups that list each of these accounts as a member, as served now; none while nothing is served. */
    public Map<ObjectGuid, Set<ObjectGuid>> groupsListing(Set<ObjectGuid> members) {
        return state.get() instanceof Serving serving ? serving.snapshot().groupsListing(members) : Map.of();
    }

    /** The other accounts of its connection that have a key of this one which is unique in a domain, as served now. */
    public Set<ObjectGuid> withKeysOf(Account account) {
        return state.get() instanceof Serving serving ? serving.snapshot().withKeysOf(account) : Set.of();
    }

    /** The other connections that have an account with this GUID as served now, if this one has none. */
    public Set<ConnectionId> elsewhere(ObjectGuid account, ConnectionId own) {
        return state.get() instanceof Serving serving ? serving.snapshot().elsewhere(account, own) : Set.of();
    }

    /** Whether any connection has an account with this GUID as served now. */
    public boolean isCached(ObjectGuid account) {
        return state.get() instanceof Serving serving && serving.snapshot().find(IndexedKey.GUID, account).length > 0;
    }

    @Override
    public LookupResults find(List<String> keys, Optional<KeyKind> by) {
        State current = current();
        Instant now = clock.instant();
        Availability availability = availability(current, now);
        List<LookupResult> answers = new ArrayList<>(keys.size());
        if (current instanceof Serving serving && availability.unavailable().isEmpty()) {
            KeyFinder finder = finder(serving, availability);
            keys.forEach(key -> answers.add(answer(finder, availability, serving, key, by)));
        } else {
            LookupResult unknown =
                    new LookupResult.Unknown(availability.unavailable().orElse(UnknownReason.NEVER_SYNCED));
            keys.forEach(key -> answers.add(unknown));
        }
        return new LookupResults(availability.freshness(), availability.unavailable(), List.copyOf(answers), now);
    }

    private static LookupResult answer(
            KeyFinder finder, Availability availability, Serving serving, String key, Optional<KeyKind> by) {
        int[] owners = finder.find(key, by);
        if (owners.length > 0) {
            return new LookupResult.Found(finder.accounts(owners));
        }
        if (!finder.canBeOwned(key, by)) {
            return new LookupResult.NotFound();
        }
        if (availability.missing().isPresent()) {
            return new LookupResult.Unknown(availability.missing().get());
        }
        return !serving.unreadable().isEmpty() && finder.mayBeUnreadable(key, by, serving::isUnreadable)
                ? new LookupResult.Unknown(UnknownReason.ATTRIBUTE_UNREADABLE)
                : new LookupResult.NotFound();
    }

    @Override
    public MatchAnswer match(MatchQuestion question) {
        checkPairs(question);
        State current = current();
        Availability availability = availability(current, clock.instant());
        if (!(current instanceof Serving serving) || availability.unavailable().isPresent()) {
            return new MatchAnswer.Unavailable(
                    availability.freshness(), availability.unavailable().orElse(UnknownReason.NEVER_SYNCED));
        }
        Matcher matcher = new Matcher(
                serving,
                finder(serving, availability),
                usable(serving, availability),
                availability.complete(),
                question,
                budgets,
                () -> current().epoch().equals(serving.epoch()));
        return new MatchAnswer.Matched(availability.freshness(), recipients(question.addresses(), matcher));
    }

    private void checkPairs(MatchQuestion question) {
        budgets.check(
                QuestionBound.MATCH_PAIRS,
                (long) question.addresses().size() * question.conditions().size(),
                limit -> "There are more than " + limit + " pairs of an address and a condition.",
                "Ask about fewer addresses or conditions at once; adcache.questions.match-pairs is the most.");
    }

    private static List<MatchAnswer.Recipient> recipients(List<String> addresses, Matcher matcher) {
        return new AbstractList<>() {
            @Override
            public MatchAnswer.Recipient get(int index) {
                return matcher.match(addresses.get(index));
            }

            @Override
            public int size() {
                return addresses.size();
            }
        };
    }

    /** Returns the accounts that match the query text, best first. */
    public SuggestAnswer suggest(SuggestQuestion question) {
        return suggest(question, this::suggested);
    }

    @Override
    public SuggestAnswer suggestDeferred(SuggestQuestion question) {
        return suggest(
                question,
                (serving, availability, asked, now) -> new SuggestAnswer.Deferred(
                        availability.freshness(),
                        availability.complete() ? serving.answers().period(now).state() : Optional.empty(),
                        () -> suggested(serving, availability, asked, now)));
    }

    /**
     * Warms up suggestions with two frequent prefixes, so that no client waits for the JIT compiler: the first search
     * takes a fifth of a second over a million accounts. To be called on a thread of its own, once something is
     * served.
     */
    public void warmUp() {
        for (String text : WARM_UP) {
            suggest(new SuggestQuestion(text, 1, EnumSet.allOf(AccountType.class), false, false));
        }
    }

    private interface Suggesting {
        SuggestAnswer suggest(Serving serving, Availability availability, SuggestQuestion question, Instant now);
    }

    private SuggestAnswer suggest(SuggestQuestion question, Suggesting suggesting) {
        State current = current();
        Instant now = clock.instant();
        Availability availability = availability(current, now);
        if (!(current instanceof Serving serving) || availability.unavailable().isPresent()) {
            return new SuggestAnswer.Unavailable(
                    availability.freshness(), availability.unavailable().orElse(UnknownReason.NEVER_SYNCED));
        }
        return suggesting.suggest(serving, availability, question, now);
    }

    private SuggestAnswer.Suggested suggested(
            Serving serving, Availability availability, SuggestQuestion question, Instant now) {
        Snapshot snapshot = serving.snapshot();
        ParsedQuery typed = serving.foldingCache().typed(question.text(), budgets);
        Suggester.Found found = availability.complete()
                ? serving.answers()
                        .period(now)
                        .suggestions(question, () -> hits(serving, typed, question, any -> true, now))
                : hits(serving, typed, question, availability.usable()::contains, now);
        List<Suggester.Hit> hits = found.hits();
        Highlighter highlighter = new Highlighter(typed, serving.foldingCache());
        int count = Math.min(hits.size(), question.limit());
        List<SuggestAnswer.Item> items = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            AccountView account = snapshot.view(hits.get(i).ordinal());
            items.add(new SuggestAnswer.Item(
                    account, highlighter.matched(account, hits.get(i).tier())));
        }
        boolean complete = hits.size() <= question.limit() && !found.cut();
        return new SuggestAnswer.Suggested(availability.freshness(), complete, items, now);
    }

    private Suggester.Found hits(
            Serving serving, ParsedQuery typed, SuggestQuestion question, Predicate<ConnectionId> usable, Instant now) {
        long second = now.getEpochSecond();
        List<Suggester.Hit> named = named(serving.snapshot(), serving::domains, question, usable, second);
        if (!named.isEmpty()) {
            return new Suggester.Found(named, false);
        }
        return Suggester.find(
                serving.snapshot().layersToSearch(),
                (layer, own) -> offered(layer, own, question, second) && usable.test(layer.connection(own)),
                typed,
                serving.prefixSets(),
                question.limit() + 1,
                new Work(budgets.of(QuestionBound.SUGGEST_WORK)));
    }

    /** The accounts that the text names by a SID, a GUID or {@code DOMAIN\\name}, which no index of words has. */
    private static List<Suggester.Hit> named(
            Snapshot snapshot,
            Supplier<Map<ConnectionId, Domain>> domains,
            SuggestQuestion question,
            Predicate<ConnectionId> usable,
            long second) {
        KeyFinder finder = new KeyFinder(snapshot, domains, ordinal -> usable.test(snapshot.connection(ordinal)));
        return Arrays.stream(finder.findByForm(question.text()))
                .filter(ordinal -> question.types().contains(snapshot.type(ordinal)))
                .filter(ordinal ->
                        !snapshot.isLeftOut(ordinal, question.includeDisabled(), question.includeHidden(), second))
                .limit(question.limit() + 1L)
                .mapToObj(ordinal -> new Suggester.Hit(ordinal, Tier.EXACT))
                .toList();
    }

    private static boolean offered(SearchLayer layer, int own, SuggestQuestion question, long second) {
        return question.types().contains(layer.type(own))
                && !layer.isLeftOut(own, question.includeDisabled(), question.includeHidden(), second);
    }

    /** Lookup of those who sign in. */
    public PrincipalLookup principals() {
        return new PrincipalLookup(() -> {
            State current = current();
            Availability availability = availability(current, clock.instant());
            return new PrincipalLookup.Served(
                    availability,
                    current instanceof Serving serving
                            ? Optional.of(new PrincipalFinder(
                                    serving.snapshot(),
                                    serving.domains(),
                                    id -> serving.isUnreadable(id, RequiredAttribute.ACCOUNT_NAME),
                                    usable(serving, availability),
                                    budgets))
                            : Optional.empty());
        });
    }

    @Override
    public AccountDetail detail(ObjectGuid guid) {
        State current = current();
        Instant now = clock.instant();
        Availability availability = availability(current, now);
        if (!(current instanceof Serving serving) || availability.unavailable().isPresent()) {
            return new AccountDetail.Unknown(
                    availability.freshness(), availability.unavailable().orElse(UnknownReason.NEVER_SYNCED));
        }
        return details(serving, availability).find(guid, serving.baseAsOf(), now);
    }

    @Override
    public DuplicateKeys duplicates() {
        State current = current();
        Instant now = clock.instant();
        Availability availability = availability(current, now);
        if (!(current instanceof Serving serving) || serving.connections().isEmpty()) {
            return new DuplicateKeys.Unknown(
                    availability.freshness(), availability.unavailable().orElse(UnknownReason.NEVER_SYNCED));
        }
        return new DuplicateKeys.Listed(
                availability.freshness(), details(serving, availability).duplicates(), now);
    }

    private DetailFinder details(Serving serving, Availability availability) {
        return new DetailFinder(serving.snapshot(), availability, usable(serving, availability), budgets);
    }

    @Override
    public QuestionBudgets budgets() {
        return budgets;
    }

    @Override
    public Freshness freshness() {
        return availability(current(), clock.instant()).freshness();
    }

    @Override
    public boolean usable() {
        return availability(current(), clock.instant()).unavailable().isEmpty();
    }

    @Override
    public CacheSummary summary() {
        if (!(state.get() instanceof Serving serving)) {
            return new CacheSummary(0, 0, 0, 0, Map.of(), Map.of());
        }
        Snapshot snapshot = serving.snapshot();
        AccountCounts counts = snapshot.counts();
        return new CacheSummary(
                counts.users(),
                counts.contacts(),
                counts.groups(),
                snapshot.distinctAddresses(),
                snapshot.duplicates(),
                snapshot.groups().incomplete());
    }

    private State current() {
        return Objects.requireNonNull(state.get());
    }

    private Availability availability(State current, Instant now) {
        return current instanceof Serving serving
                ? serving.answers().availability(now, () -> Availability.of(serving, serving.config(), now))
                : Availability.of(current, config, now);
    }

    private KeyFinder finder(Serving serving, Availability availability) {
        return new KeyFinder(serving.snapshot(), serving::domains, usable(serving, availability));
    }

    private static IntPredicate usable(Serving serving, Availability availability) {
        Snapshot snapshot = serving.snapshot();
        return availability.complete()
                ? any -> true
                : ordinal -> availability.usable().contains(snapshot.connection(ordinal));
    }

    /** Cancels a background rebuild; queries are still answered. */
    @Override
    public void close() {
        rebuild.close();
    }
}
