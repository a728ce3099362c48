package org.adcache.http.rate;

import java.net.InetAddress;
import java.util.Optional;
import org.adcache.auth.Credentials;
import org.adcache.auth.NotAdmittedException;
import org.adcache.auth.Principal;
import org.adcache.auth.RequiredScope;
import org.jspecify.annotations.Nullable;

/**
 * The rates that count for the requests of one connection. As long as caller and address stay the same, a request costs
 * neither a look-up nor an allocation. For one thread at a time.
 */
public final class ConnectionRates {
    private static final Optional<InetAddress> NOWHERE = Optional.empty();

    private final Rates rates;
    private Optional<InetAddress> lastFrom = NOWHERE;
    private @Nullable TokenBucket address;
    private @Nullable CallerRates caller;

    ConnectionRates(Rates rates) {
        this.rates = rates;
    }

    /**
     * Counts a request before anything of it is checked.
     *
     * @throws org.adcache.http.problem.HttpProblem if its address sends too many
     */
    public void arrived(Optional<InetAddress> from) {
        if (!rates.limitsAddresses()) {
            return;
        }
        if (!from.equals(lastFrom)) {
            address = rates.ofAddress(from);
            lastFrom = from;
        }
        if (address != null) {
            rates.checkAddress(address);
        }
    }

    /**
     * Counts a request of an admitted caller.
     *
     * @throws org.adcache.http.problem.HttpProblem if the caller sends too many
     */
    public void admitted(Principal principal, RequiredScope scope) {
        if (!rates.limits(scope)) {
            caller = null;
            return;
        }
        CallerRates before = caller;
        if (before == null || !isSame(before, principal) || before.isForgotten()) {
            before = rates.ofCaller(principal);
            caller = before;
        }
        rates.checkCaller(before, scope);
    }

    /**
     * Refuses a sign-in that is expensive to check, if too many from its address have failed.
     *
     * @throws org.adcache.http.problem.HttpProblem if too many have failed
     */
    public void signsIn(Optional<InetAddress> from) {
        rates.checkSignIn(from);
    }

    /**
     * Counts a request that was not admitted.
     *
     * @return what to answer: the refusal itself, or that too many have failed
     */
    public RuntimeException denied(NotAdmittedException refusal, Credentials credentials) {
        return rates.denied(refusal, credentials);
    }

    private static boolean isSame(CallerRates before, Principal now) {
        return before.caller().kind() == now.kind() && before.caller().id().equals(now.id());
    }

    /** Counts the accounts in the answer to the caller that was admitted last. */
    public void answered(int accounts) {
        CallerRates shown = caller;
        if (shown != null && accounts > 0) {
            shown.show(accounts);
        }
    }
}
