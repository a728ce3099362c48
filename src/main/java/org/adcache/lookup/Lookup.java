package org.adcache.lookup;

import java.time.Clock;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.adcache.account.Account;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.account.Problem;
import org.adcache.index.Snapshot;
import org.adcache.store.AccountCounts;
import org.adcache.store.MalformedRecordException;
import org.adcache.store.StoreException;
import org.adcache.store.StoreView;

/** Answers questions from the one current snapshot. Any thread may ask; nothing here blocks or waits for a directory. */
public final class Lookup {
    private final LookupConfig config;
    private final Clock clock;
    private final Object transition = new Object();
    private volatile State state = new Serving(Epoch.FIRST, Generation.NONE, Snapshot.empty(), Map.of());

    /** Nothing was ever synced until {@link #serve} says otherwise. */
    public Lookup(LookupConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /**
     * Builds the snapshot of a generation aside and serves it from then on. A view of the generation already served only
     * brings new ages; one of an epoch that has ended changes nothing. Called by one thread at a time.
     *
     * @throws StoreException if the view can't be read; what was served before is still served
     */
    public void serve(StoreView view) throws StoreException {
        Serving next = new Serving(view.epoch(), view.generation(), snapshot(view), view.connections());
        synchronized (transition) {
            if (state.epoch().compareTo(view.epoch()) <= 0) {
                state = next;
            }
        }
    }

    private Snapshot snapshot(StoreView view) throws StoreException {
        if (state instanceof Serving serving
                && serving.epoch().equals(view.epoch())
                && serving.generation().equals(view.generation())) {
            return serving.snapshot();
        }
        try {
            return Snapshot.of(view, config.connections().keySet());
        } catch (MalformedRecordException e) {
            throw new StoreException(
                    new Problem(
                            "cache-damaged",
                            "Generation " + view.generation().number() + " holds a record that can't be read.",
                            "Run a full sync; if that doesn't help, switch the integration off and on."),
                    e);
        }
    }

    /** Forgets everything and answers Unknown from now on; views of an epoch before this one are not served any more. */
    public void off(Epoch epoch) {
        synchronized (transition) {
            if (state.epoch().compareTo(epoch) <= 0) {
                state = new State.Off(epoch, state.generation());
            }
        }
    }

    /** The answer to each key, a kind of key given or recognised. */
    public Findings find(List<String> keys, Optional<KeyKind> by) {
        State current = state;
        Copies copies = copies(current);
        List<Answer> answers = new ArrayList<>(keys.size());
        if (current instanceof Serving serving && copies.unavailable().isEmpty()) {
            KeyFinder finder = finder(serving, copies);
            keys.forEach(key -> answers.add(answer(finder, copies, key, by)));
        } else {
            Answer unknown = new Answer.Unknown(copies.unavailable().orElse(UnknownReason.NEVER_SYNCED));
            keys.forEach(key -> answers.add(unknown));
        }
        return new Findings(copies.freshness(), copies.unavailable(), List.copyOf(answers));
    }

    private static Answer answer(KeyFinder finder, Copies copies, String key, Optional<KeyKind> by) {
        int[] owners = finder.find(key, by);
        if (owners.length > 0) {
            return new Answer.Found(finder.accounts(owners));
        }
        return copies.missing().isEmpty() || !finder.canBeOwned(key, by)
                ? new Answer.NotFound()
                : new Answer.Unknown(copies.missing().get());
    }

    /** The verdict on each condition for each address. */
    public MatchAnswer match(MatchQuestion question) {
        State current = state;
        Copies copies = copies(current);
        if (!(current instanceof Serving serving) || copies.unavailable().isPresent()) {
            return new MatchAnswer.Unavailable(
                    copies.freshness(), copies.unavailable().orElse(UnknownReason.NEVER_SYNCED));
        }
        Matcher matcher = new Matcher(
                serving.snapshot(), finder(serving, copies), usable(serving, copies), copies.complete(), question);
        return new MatchAnswer.Matched(copies.freshness(), recipients(question.addresses(), matcher));
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

    /** The accounts that fit what was typed, best first. */
    public SuggestAnswer suggest(SuggestQuestion question) {
        State current = state;
        Copies copies = copies(current);
        if (!(current instanceof Serving serving) || copies.unavailable().isPresent()) {
            return new SuggestAnswer.Unavailable(
                    copies.freshness(), copies.unavailable().orElse(UnknownReason.NEVER_SYNCED));
        }
        Snapshot snapshot = serving.snapshot();
        TypedText typed = TypedText.of(question.text());
        IntPredicate usable = usable(serving, copies);
        List<Suggester.Hit> hits = Suggester.find(
                snapshot.words(),
                ordinal -> offered(snapshot, ordinal, question) && usable.test(ordinal),
                typed,
                question.limit() + 1);
        Highlighter highlighter = new Highlighter(typed);
        List<SuggestAnswer.Item> items = hits.stream()
                .limit(question.limit())
                .map(hit -> item(snapshot.account(hit.ordinal()), hit.tier(), highlighter))
                .toList();
        return new SuggestAnswer.Suggested(copies.freshness(), hits.size() <= question.limit(), items);
    }

    private static SuggestAnswer.Item item(Account account, Tier tier, Highlighter highlighter) {
        return new SuggestAnswer.Item(account, highlighter.matched(account, tier));
    }

    private static boolean offered(Snapshot snapshot, int ordinal, SuggestQuestion question) {
        return question.types().contains(snapshot.type(ordinal))
                && (question.includeDisabled() || !snapshot.disabled(ordinal))
                && (question.includeHidden() || !snapshot.hidden(ordinal));
    }

    public Freshness freshness() {
        return copies(state).freshness();
    }

    /** Whether at least one usable copy is loaded. */
    public boolean usable() {
        return copies(state).unavailable().isEmpty();
    }

    /** What is in memory, usable or not. */
    public CacheSummary summary() {
        if (!(state instanceof Serving serving)) {
            return new CacheSummary(0, 0, 0, 0, Map.of());
        }
        Snapshot snapshot = serving.snapshot();
        AccountCounts counts = snapshot.counts();
        return new CacheSummary(
                counts.users(),
                counts.contacts(),
                counts.groups(),
                snapshot.distinctAddresses(),
                snapshot.duplicates());
    }

    private Copies copies(State current) {
        return Copies.of(current, config, clock.instant());
    }

    private KeyFinder finder(Serving serving, Copies copies) {
        return new KeyFinder(serving.snapshot(), serving.domains(config), usable(serving, copies));
    }

    private static IntPredicate usable(Serving serving, Copies copies) {
        Snapshot snapshot = serving.snapshot();
        return copies.complete() ? any -> true : ordinal -> copies.usable().contains(snapshot.connection(ordinal));
    }
}
