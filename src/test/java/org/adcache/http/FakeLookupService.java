package org.adcache.http;

import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.adcache.account.Account;
import org.adcache.account.AccountType;
import org.adcache.account.AccountView;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.account.ObjectGuid;
import org.adcache.budget.QuestionBound;
import org.adcache.budget.QuestionBudgets;
import org.adcache.budget.QuestionRefusedException;
import org.adcache.lookup.CacheSummary;
import org.adcache.lookup.Condition;
import org.adcache.lookup.Freshness;
import org.adcache.lookup.KeyKind;
import org.adcache.lookup.LookupResult;
import org.adcache.lookup.LookupResults;
import org.adcache.lookup.LookupService;
import org.adcache.lookup.MatchAnswer;
import org.adcache.lookup.MatchQuestion;
import org.adcache.lookup.ServedState;
import org.adcache.lookup.SuggestAnswer;
import org.adcache.lookup.SuggestQuestion;
import org.adcache.lookup.UnknownReason;
import org.adcache.lookup.Verdict;
import org.adcache.lookup.detail.AccountDetail;
import org.adcache.lookup.detail.DuplicateKey;
import org.adcache.lookup.detail.DuplicateKeys;
import org.adcache.testing.People;

/**
 * Fake cache with answers set by the test: other keys are not found, and while {@code unknown} is set nothing is
 * known.
 */
public final class FakeLookupService implements LookupService {
    static final Instant AS_OF = Instant.parse("2026-11-21T09:30:00Z");

    public final Map<String, LookupResult> answers = new ConcurrentHashMap<>();
    public final List<SuggestAnswer.Item> items = new ArrayList<>();
    public final Map<ObjectGuid, AccountDetail> details = new ConcurrentHashMap<>();
    public final List<DuplicateKey> duplicates = new ArrayList<>();
    public final AtomicInteger searches = new AtomicInteger();
    public volatile Optional<ServedState> state = Optional.empty();
    volatile Optional<UnknownReason> unknown = Optional.empty();
    volatile boolean usable = true;
    public volatile Optional<Instant> asOf = Optional.of(AS_OF);
    public volatile Optional<KeyKind> lastKind = Optional.empty();
    public volatile Optional<SuggestQuestion> lastSuggest = Optional.empty();
    public volatile Optional<MatchQuestion> lastMatch = Optional.empty();
    volatile Runnable whenSummed = () -> {};
    public volatile Optional<RuntimeException> failure = Optional.empty();

    public volatile Runnable whenSuggested = () -> {};
    public volatile Optional<QuestionBound> bound = Optional.empty();
    public volatile Optional<QuestionRefusedException> refusal = Optional.empty();
    public volatile boolean cancelled;
    public volatile Instant at = Instant.parse("2026-11-30T12:00:00Z");

    /** Recipients that aren't served any more. */
    private static final class CancelledList extends AbstractList<MatchAnswer.Recipient> {
        @Override
        public MatchAnswer.Recipient get(int index) {
            throw new CancellationException();
        }

        @Override
        public int size() {
            return 1;
        }
    }

    private final QuestionBudgets budgets = QuestionBudgets.of(Map.of(QuestionBound.SUGGEST_WAITING, 1L));

    @Override
    public QuestionBudgets budgets() {
        return budgets;
    }

    public void holds(String key, Account... owners) {
        answers.put(
                key,
                new LookupResult.Found(Arrays.stream(owners).map(Account::view).toList()));
    }

    public void off(UnknownReason reason) {
        unknown = Optional.of(reason);
        usable = false;
    }

    @Override
    public LookupResults find(List<String> keys, Optional<KeyKind> by) {
        lastKind = by;
        failure.ifPresent(e -> {
            throw e;
        });
        Optional<UnknownReason> unavailable = usable ? Optional.empty() : unknown;
        return new LookupResults(
                freshness(), unavailable, keys.stream().map(this::answer).toList(), at);
    }

    private LookupResult answer(String key) {
        return unknown.isPresent()
                ? new LookupResult.Unknown(unknown.get())
                : answers.getOrDefault(key, new LookupResult.NotFound());
    }

    /** Every condition holds for an address that is found; the path to a group is the account and Group 1. */
    @Override
    public MatchAnswer match(MatchQuestion question) {
        lastMatch = Optional.of(question);
        refusal.ifPresent(e -> {
            throw e;
        });
        if (unknown.isPresent()) {
            return new MatchAnswer.Unavailable(freshness(), unknown.get());
        }
        return new MatchAnswer.Matched(
                freshness(),
                cancelled
                        ? new CancelledList()
                        : question.addresses().stream()
                                .map(address -> recipient(address, question))
                                .toList());
    }

    private MatchAnswer.Recipient recipient(String address, MatchQuestion question) {
        if (bound.isPresent()) {
            Map<String, QuestionBound> bounds = new LinkedHashMap<>();
            Map<String, Verdict> unknowns = new LinkedHashMap<>();
            question.conditions().keySet().forEach(id -> {
                bounds.put(id, bound.get());
                unknowns.put(id, Verdict.UNKNOWN);
            });
            return new MatchAnswer.Recipient(address, unknowns, Optional.of(Map.of()), bounds, Map.of(), true);
        }
        Map<String, Verdict> verdicts = new LinkedHashMap<>();
        Map<String, List<AccountView>> paths = new LinkedHashMap<>();
        question.conditions().forEach((id, condition) -> {
            if (condition instanceof Condition.IsKnown) {
                verdicts.put(id, Verdict.UNKNOWN);
            } else if (answer(address) instanceof LookupResult.Found found) {
                verdicts.put(id, Verdict.YES);
                paths.put(id, List.of(found.accounts().get(0), People.group(1).view()));
            } else {
                verdicts.put(id, Verdict.NO);
            }
        });
        return new MatchAnswer.Recipient(address, verdicts, question.explain() ? Optional.of(paths) : Optional.empty());
    }

    @Override
    public SuggestAnswer suggestDeferred(SuggestQuestion question) {
        lastSuggest = Optional.of(question);
        return unknown.isPresent()
                ? new SuggestAnswer.Unavailable(freshness(), unknown.get())
                : new SuggestAnswer.Deferred(freshness(), state, this::searched);
    }

    private SuggestAnswer.Suggested searched() {
        whenSuggested.run();
        searches.incrementAndGet();
        return new SuggestAnswer.Suggested(freshness(), false, List.copyOf(items), at);
    }

    public static SuggestAnswer.Item item(Account account) {
        return new SuggestAnswer.Item(
                account.view(),
                List.of(
                        new SuggestAnswer.Range("cn", OptionalInt.empty(), 0, 4),
                        new SuggestAnswer.Range("addresses", OptionalInt.of(0), 0, 4)));
    }

    @Override
    public AccountDetail detail(ObjectGuid guid) {
        if (unknown.isPresent()) {
            return new AccountDetail.Unknown(freshness(), unknown.get());
        }
        return Optional.ofNullable(details.get(guid)).orElseGet(() -> new AccountDetail.NotFound(freshness()));
    }

    @Override
    public DuplicateKeys duplicates() {
        return unknown.isPresent()
                ? new DuplicateKeys.Unknown(freshness(), unknown.get())
                : new DuplicateKeys.Listed(freshness(), List.copyOf(duplicates), at);
    }

    @Override
    public Freshness freshness() {
        return new Freshness(new Generation(7), asOf, true, new Epoch(3));
    }

    @Override
    public boolean usable() {
        return usable;
    }

    @Override
    public CacheSummary summary() {
        whenSummed.run();
        Map<AccountType, Long> counts = answers.values().stream()
                .filter(LookupResult.Found.class::isInstance)
                .flatMap(answer -> ((LookupResult.Found) answer).accounts().stream())
                .collect(Collectors.groupingBy(
                        AccountView::type, () -> new EnumMap<>(AccountType.class), Collectors.counting()));
        return new CacheSummary(
                counts.getOrDefault(AccountType.USER, 0L).intValue(),
                counts.getOrDefault(AccountType.CONTACT, 0L).intValue(),
                counts.getOrDefault(AccountType.GROUP, 0L).intValue(),
                11,
                Map.of(People.CORP, 2),
                Map.of());
    }
}
