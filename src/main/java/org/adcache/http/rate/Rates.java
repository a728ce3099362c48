package org.adcache.http.rate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.adcache.account.ProblemType;
import org.adcache.auth.AuditLog;
import org.adcache.auth.CallerKind;
import org.adcache.auth.Credentials;
import org.adcache.auth.NotAdmittedException;
import org.adcache.auth.Principal;
import org.adcache.auth.RequiredScope;
import org.adcache.budget.Budget;
import org.adcache.http.HttpBudgets;
import org.adcache.http.limits.AddressGroup;
import org.adcache.http.problem.HttpProblem;
import org.adcache.http.problem.ProblemKind;
import org.adcache.integration.WipeListener;
import org.adcache.integration.WipeReceipt;
import org.jspecify.annotations.Nullable;

/**
 * Rates of all callers and addresses. They are forgotten when there are too many of them, the rarest first. Thread-safe.
 */
public final class Rates implements WipeListener, AutoCloseable {
    /** Some 200 bytes each. */
    private static final int CALLERS = 100_000;

    /** An IPv6 address stands for its /64. */
    private static final int ADDRESSES = 100_000;

    private static final String TICKET = "ticket";

    private final RateLimits limits;
    private final HttpBudgets budgets;
    private final AuditLog audit;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Executor background;
    private final Cache<CallerKey, CallerRates> callers;
    private final Cache<InetAddress, TokenBucket> addresses =
            Caffeine.newBuilder().maximumSize(ADDRESSES).build();
    private final Cache<InetAddress, TokenBucket> failedSignIns =
            Caffeine.newBuilder().maximumSize(ADDRESSES).build();

    private final Map<RefusedSignIn, LongAdder> refused = new ConcurrentHashMap<>();

    private record CallerKey(CallerKind kind, String id) {}

    /**
     * Sign-ins that are refused alike.
     *
     * @param kind of the credential that was tried, such as {@code token}
     * @param reason type of the problem
     */
    public record RefusedSignIn(String kind, String reason) {}

    /**
     * Creates rates that nobody has used.
     *
     * @param nanoTime as {@link System#nanoTime}
     * @param background writes to the audit log, which threads of connections don't wait for
     */
    public Rates(
            RateLimits limits,
            HttpBudgets budgets,
            AuditLog audit,
            Clock clock,
            LongSupplier nanoTime,
            Executor background) {
        this.limits = limits;
        this.budgets = budgets;
        this.audit = audit;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.background = background;
        this.callers = Caffeine.newBuilder()
                .maximumSize(CALLERS)
                .executor(background)
                .removalListener(
                        (@Nullable CallerKey key, @Nullable CallerRates rates, RemovalCause cause) -> forget(rates))
                .build();
        startAtZero(CallerKind.TOKEN, CallerKind.CERTIFICATE);
    }

    /** Starts counters at zero, so that their first increase is seen. */
    private void startAtZero(CallerKind... kinds) {
        for (CallerKind kind : kinds) {
            refused.put(new RefusedSignIn(kind.label(), ProblemKind.UNAUTHORIZED.label()), new LongAdder());
        }
    }

    /** Rates for the requests of a new connection. */
    public ConnectionRates connection() {
        return new ConnectionRates(this);
    }

    private void forget(@Nullable CallerRates rates) {
        if (rates != null) {
            rates.forget();
            report(rates);
        }
    }

    /**
     * Refuses an attempt to sign in before anything of it is checked, if too many from its address have failed. Only for
     * what is expensive to check: a caller whose credential is valid is refused too.
     *
     * @throws HttpProblem if too many have failed
     */
    void checkSignIn(Optional<InetAddress> from) {
        TokenBucket failed =
                from.map(AddressGroup::of).map(failedSignIns::getIfPresent).orElse(null);
        long missing = failed == null ? 0 : failed.missing(nanoTime.getAsLong());
        if (missing > 0) {
            throw tooManySignIns(missing);
        }
    }

    /**
     * Counts and records a sign-in that failed.
     *
     * @param kind of the credential that was tried, such as {@code token}
     * @param reason type of the problem
     * @throws HttpProblem instead of the problem itself, if too many from this address have failed
     */
    void signInFailed(Optional<InetAddress> from, String kind, String reason) {
        countRefused(kind, reason);
        long now = nanoTime.getAsLong();
        long missing = from.map(AddressGroup::of)
                .map(address -> failedSignIns.get(
                        address, any -> limits.signIn().bucket(limits.signIn().count(), now)))
                .map(bucket -> bucket.take(now))
                .orElse(0L);
        if (missing > 0) {
            throw tooManySignIns(missing);
        }
        audit.signInFailed(from, kind, reason, background);
    }

    private void countRefused(String kind, String reason) {
        refused.computeIfAbsent(new RefusedSignIn(kind, reason), any -> new LongAdder())
                .increment();
    }

    /** The number of sign-ins that were refused since the start. */
    public Map<RefusedSignIn, Long> refusedSignIns() {
        Map<RefusedSignIn, Long> counts = new HashMap<>();
        refused.forEach((alike, count) -> counts.put(alike, count.sum()));
        return counts;
    }

    /** What to answer to a request that was not admitted; only a credential that is wrong counts. */
    RuntimeException denied(NotAdmittedException refusal, Credentials credentials) {
        if (isFaultOfOurs(refusal)) {
            audit.signInFailed(credentials.remoteAddress(), TICKET, ProblemType.SSO_UNAVAILABLE.code(), background);
            return refusal;
        }
        Optional<CallerKind> tried = wrong(refusal.reason());
        if (tried.isEmpty()) {
            return refusal;
        }
        try {
            signInFailed(
                    credentials.remoteAddress(),
                    refusal.problem().isPresent() ? TICKET : tried.get().label(),
                    refusal.problem().map(problem -> problem.type().code()).orElse(ProblemKind.UNAUTHORIZED.label()));
            return refusal;
        } catch (HttpProblem tooMany) {
            return tooMany;
        }
    }

    /** Whether no ticket can be accepted now, for which its sender can do nothing. */
    private static boolean isFaultOfOurs(NotAdmittedException refusal) {
        return refusal.problem()
                .filter(problem -> problem.type() == ProblemType.SSO_UNAVAILABLE)
                .isPresent();
    }

    /** The kind of a credential that is wrong: not missing, of another scope, or of a session that has ended. */
    private static Optional<CallerKind> wrong(NotAdmittedException.Reason reason) {
        return switch (reason) {
            case UNKNOWN_CREDENTIAL -> Optional.of(CallerKind.TOKEN);
            case CERTIFICATE_REFUSED -> Optional.of(CallerKind.CERTIFICATE);
            case TICKET_REFUSED -> Optional.of(CallerKind.SESSION);
            case NO_CREDENTIAL, SESSION_ENDED, FOREIGN_PAGE, CSRF_TOKEN_MISSING, SCOPE_MISSING -> Optional.empty();
        };
    }

    private HttpProblem tooManySignIns(long missing) {
        return tooMany(
                budgets.signIns(),
                "More than " + limits.signIn() + " sign-ins from this address have failed.",
                "Correct the credential; http.limits.sign-in is the limit of failures.",
                missing);
    }

    boolean limitsAddresses() {
        return limits.address().isPresent();
    }

    /** Whether the callers of a route that requires this scope are counted. */
    boolean limits(RequiredScope scope) {
        return scope == RequiredScope.SUGGEST || (limits.caller().isPresent() && scope != RequiredScope.OPEN);
    }

    /** The bucket of an address; none for this machine itself. */
    @Nullable
    TokenBucket ofAddress(Optional<InetAddress> from) {
        return from.filter(address -> !address.isLoopbackAddress())
                .map(AddressGroup::of)
                .map(group -> addresses.get(group, any -> bucket(limits.address())))
                .orElse(null);
    }

    CallerRates ofCaller(Principal principal) {
        return callers.get(new CallerKey(principal.kind(), principal.id()), any -> {
            boolean local = principal.kind() == CallerKind.LOCAL;
            return new CallerRates(
                    principal,
                    local ? null : bucket(limits.caller()),
                    local ? null : bucket(limits.suggest(isPerson(principal))));
        });
    }

    private static boolean isPerson(Principal principal) {
        return principal.kind() == CallerKind.SESSION;
    }

    /** A bucket that allows twice as many at once, after a pause, as in each unit. */
    private @Nullable TokenBucket bucket(Optional<Rate> rate) {
        return rate.map(of -> of.bucket(2 * of.count(), nanoTime.getAsLong())).orElse(null);
    }

    void checkAddress(TokenBucket address) {
        long missing = address.take(nanoTime.getAsLong());
        if (missing > 0) {
            throw tooOften(budgets.addresses(), "This address sends more requests than", limits.address(), missing);
        }
    }

    void checkCaller(CallerRates caller, RequiredScope scope) {
        long now = nanoTime.getAsLong();
        long missing = caller.takeRequest(now);
        if (missing > 0) {
            throw tooOften(budgets.callers(), "This caller sends more requests than", limits.caller(), missing);
        }
        missing = scope == RequiredScope.SUGGEST ? caller.takeSuggestion(now) : 0;
        if (missing > 0) {
            throw tooOften(
                    budgets.suggestions(),
                    "This caller asks for more suggestions than",
                    limits.suggest(isPerson(caller.caller())),
                    missing);
        }
    }

    private static HttpProblem tooOften(Budget budget, String sentence, Optional<Rate> rate, long missing) {
        String key = budget.reading().key();
        return tooMany(
                budget,
                sentence + " " + rate.map(Rate::toString).orElse("allowed") + ".",
                "Ask less often; " + key + " is the limit.",
                missing);
    }

    private static HttpProblem tooMany(Budget budget, String detail, String remedy, long missing) {
        budget.allows(Long.MAX_VALUE);
        Duration wait = Duration.ofNanos(missing).plusNanos(999_999_999);
        return new HttpProblem(ProblemKind.TOO_MANY_REQUESTS, detail)
                .remedy(remedy)
                .header("Retry-After", Long.toString(Math.max(1, wait.toSeconds())));
    }

    /** Records how many accounts each person was shown since the last time: to be called once an hour. */
    public void report() {
        callers.asMap().values().forEach(this::report);
    }

    private void report(CallerRates rates) {
        long shown = rates.takeShown();
        if (shown > 0 && isPerson(rates.caller())) {
            audit.count(rates.caller(), Optional.empty(), "suggest.drawn", shown, clock.instant());
        }
    }

    /** Forgets who asked. */
    @Override
    public void wiping() {
        callers.invalidateAll();
    }

    @Override
    public void wiped(WipeReceipt receipt) {
        // Only the callers are personal data.
    }

    @Override
    public void receiptSent() {
        // Nothing was kept for it.
    }

    @Override
    public void close() {
        report();
    }
}
