package org.adcache.kerberos;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;

/**
 * Remembers a login that was refused for its key, for five minutes and as long as the keytab is the same: each try with a
 * wrong key may count towards a lockout, and somebody who looks for the fault tries often.
 */
public final class RefusedLogin {
    private static final Duration PAUSE = Duration.ofMinutes(5);
    private static final Set<String> FOR_THE_KEY =
            Set.of("kerberos-wrong-key", "kerberos-account-revoked", "kerberos-password-expired");

    private final Path keytab;
    private final Clock clock;
    private volatile Optional<Refusal> last = Optional.empty();

    /** Remembers nothing yet. */
    public RefusedLogin(Path keytab, Clock clock) {
        this.keytab = keytab;
        this.clock = clock;
    }

    /** A login. */
    @FunctionalInterface
    public interface Attempt {
        /**
         * Logs in.
         *
         * @throws ProblemException if that fails
         */
        void logIn() throws ProblemException, ActionException;
    }

    private record Refusal(String keytabStamp, Instant at, Problem problem) {
        Problem remembered() {
            return new Problem(
                    problem.type(),
                    problem.detail() + " That was at " + at.truncatedTo(ChronoUnit.SECONDS)
                            + "; so as not to lock the account, the same keytab is not tried again before "
                            + at.plus(PAUSE).truncatedTo(ChronoUnit.SECONDS) + '.',
                    problem.remedy());
        }
    }

    /**
     * Logs in, unless that was refused lately.
     *
     * @throws ProblemException if it is refused, or was refused lately, which the detail says
     */
    public void orTry(Attempt attempt) throws ProblemException, ActionException {
        String stamp = TicketHolder.stamp(keytab);
        Instant now = clock.instant();
        Optional<Refusal> lately = last.filter(refusal -> refusal.keytabStamp().equals(stamp))
                .filter(refusal -> now.isBefore(refusal.at().plus(PAUSE)));
        if (lately.isPresent()) {
            throw new ProblemException(lately.get().remembered());
        }
        try {
            attempt.logIn();
            last = Optional.empty();
        } catch (ProblemException e) {
            if (FOR_THE_KEY.contains(e.problem().type())) {
                last = Optional.of(new Refusal(stamp, now, e.problem()));
            }
            throw e;
        }
    }
}
