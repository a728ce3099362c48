package org.adcache.auth;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import org.adcache.account.ProblemException;
import org.adcache.api.AuditDocument;
import org.adcache.auth.audit.AuditLine;
import org.adcache.auth.audit.AuditPosition;
import org.adcache.auth.audit.FewAMinute;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Audit log of what administrators change and of sign-ins, one line of JSON each, without account data but the caller's
 * own. A line that can't be written is logged and neither undoes nor stops the change.
 *
 * <pre>{@code
 * audit.record(caller, from, "integration.disable", Optional.empty(), AuditLog.OK);
 * audit.signInFailed(from, "token", "unauthorized");
 * }</pre>
 */
public final class AuditLog {
    /** Outcome of what succeeded. */
    public static final String OK = "ok";

    /** Outcome of what ends later, such as a sync: only the request is a fact yet, and the log has the end. */
    public static final String REQUESTED = "requested";

    /** Outcome of the line that says how many failed sign-ins have none of their own. */
    public static final String NOT_LISTED = "not-listed";

    private static final String SIGN_IN = "sign-in";
    private static final Logger log = LoggerFactory.getLogger(AuditLog.class);

    private final Storage storage;
    private final Clock clock;
    private final AuditLine lines = new AuditLine();
    private final FewAMinute failures;

    public AuditLog(Storage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
        this.failures = new FewAMinute(clock);
    }

    /** Where the lines are. */
    public interface Storage {
        /**
         * Appends a line, its line feed included.
         *
         * @throws ProblemException if it can't be written
         */
        void append(byte[] line) throws ProblemException;

        /**
         * Returns the last lines, the newest first.
         *
         * @param before where they end; empty: at the end of the log
         * @throws ProblemException if they can't be read
         */
        AuditDocument page(Optional<AuditPosition> before, int limit) throws ProblemException;
    }

    /** Records a token created on this machine. */
    public void tokenCreated(ApiToken token) {
        record(Principal.LOCAL, Optional.empty(), "token.create", Optional.of(token.id()), OK);
    }

    /** Records a token revoked on this machine. */
    public void tokenRevoked(ApiToken token) {
        record(Principal.LOCAL, Optional.empty(), "token.revoke", Optional.of(token.id()), OK);
    }

    /**
     * Records a change, or a sign-in, by a known caller.
     *
     * @param from the caller's address; empty on this machine itself
     * @param target the connection or token it concerns; never an account
     * @param outcome {@link #OK}, {@link #REQUESTED} or the type of the problem
     */
    public void record(
            Principal caller, Optional<InetAddress> from, String action, Optional<String> target, String outcome) {
        append(new AuditDocument.Entry(
                clock.instant(), who(caller), address(from), action, target, OptionalLong.empty(), outcome));
    }

    /** Records a sign-in that succeeded and opened no session. */
    public void signedIn(Principal caller, Optional<InetAddress> from) {
        record(caller, from, SIGN_IN, Optional.empty(), OK);
    }

    /**
     * Records how often a caller did something.
     *
     * @param at the end of the time in which it was counted
     */
    public void count(Principal caller, Optional<InetAddress> from, String action, long count, Instant at) {
        append(new AuditDocument.Entry(
                at, who(caller), address(from), action, Optional.empty(), OptionalLong.of(count), OK));
    }

    /**
     * Records a sign-in that failed. There are few such lines a minute, so that nobody can push the others out of the
     * log; a line of the next minute says how many there are besides.
     *
     * @param kind of the credential that was tried, such as {@code token}
     * @param reason type of the problem
     */
    public void signInFailed(Optional<InetAddress> from, String kind, String reason) {
        signInFailed(from, kind, reason, Runnable::run);
    }

    /**
     * Records a sign-in that failed, as {@link #signInFailed(Optional, String, String)}.
     *
     * @param writer waits for the disk instead of this thread
     */
    public void signInFailed(Optional<InetAddress> from, String kind, String reason, Executor writer) {
        FewAMinute.Turn turn = failures.next();
        List<AuditDocument.Entry> entries = new ArrayList<>();
        turn.left().ifPresent(left -> entries.add(failure("any", Optional.empty(), OptionalLong.of(left), NOT_LISTED)));
        if (turn.admitted()) {
            entries.add(failure(kind, from, OptionalLong.empty(), reason));
        }
        if (!entries.isEmpty()) {
            writer.execute(() -> entries.forEach(this::append));
        }
    }

    private AuditDocument.Entry failure(String kind, Optional<InetAddress> from, OptionalLong count, String outcome) {
        AuditDocument.Who who = new AuditDocument.Who(kind, Optional.empty(), Optional.empty());
        return new AuditDocument.Entry(clock.instant(), who, address(from), SIGN_IN, Optional.empty(), count, outcome);
    }

    /**
     * Returns the last entries, the newest first.
     *
     * @param before where they end; empty: at the end of the log
     * @throws ProblemException if they can't be read
     */
    public AuditDocument page(Optional<AuditPosition> before, int limit) throws ProblemException {
        return storage.page(before, limit);
    }

    private static AuditDocument.Who who(Principal caller) {
        return new AuditDocument.Who(caller.kind().label(), Optional.of(caller.id()), caller.name());
    }

    private static Optional<String> address(Optional<InetAddress> from) {
        return from.map(InetAddress::getHostAddress);
    }

    private void append(AuditDocument.Entry entry) {
        try {
            storage.append(lines.write(entry));
        } catch (ProblemException e) {
            log.error("{} is not in the audit log: {}", entry.what(), e.problem());
        }
    }
}
