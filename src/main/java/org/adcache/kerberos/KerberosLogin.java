package org.adcache.kerberos;

import java.nio.file.Path;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.security.auth.Subject;
import javax.security.auth.kerberos.KerberosTicket;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kerberos login of one connection: runs actions as the keytab's principal. It logs in again when the ticket is about
 * to expire, when the keytab file or the selection of KDCs has changed, or after {@link #drop()}. If that fails it continues with the current
 * ticket while that is valid, and retries every ten minutes; a key that the KDC refused is retried after 15 minutes, and
 * then every 31. It never reads the machine's ticket cache.
 */
public final class KerberosLogin implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(KerberosLogin.class);

    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMinutes(10);

    private final Path keytab;
    private final Optional<String> wanted;
    private final String realm;
    private final Clock clock;
    private final Executor worker;
    private final KeytabCheck check;
    private final Optional<KdcSelection> kdcs;
    private final WrongKeys wrongKeys;
    private final AtomicBoolean warned = new AtomicBoolean();
    private @Nullable TicketHolder holder;
    private @Nullable Failure failure;
    private boolean closed;
    private boolean suspended;

    /** A failed login while an older ticket was valid. */
    private record Failure(String keytabStamp, Instant at) {}

    /**
     * Creates the login; the first action logs in.
     *
     * @param principal empty for the keytab's only one
     * @param worker runs logins and actions, each on a thread of its own, so that one blocked by an unresponsive KDC
     *     can be abandoned
     */
    public KerberosLogin(Path keytab, Optional<String> principal, String realm, Clock clock, Executor worker) {
        this(keytab, principal, realm, clock, worker, Optional.empty());
    }

    /**
     * As above, with KDCs that are selected before each login.
     *
     * @param kdcs empty if the krb5.conf names them or leaves them to DNS
     */
    public KerberosLogin(
            Path keytab,
            Optional<String> principal,
            String realm,
            Clock clock,
            Executor worker,
            Optional<KdcSelection> kdcs) {
        this(keytab, principal, realm, clock, worker, kdcs, new WrongKeys());
    }

    /**
     * As above, with what is known of keys that a KDC refused.
     *
     * @param wrongKeys shared with the other logins that may use the same account
     */
    public KerberosLogin(
            Path keytab,
            Optional<String> principal,
            String realm,
            Clock clock,
            Executor worker,
            Optional<KdcSelection> kdcs,
            WrongKeys wrongKeys) {
        this.keytab = keytab;
        this.wanted = principal;
        this.realm = realm;
        this.clock = clock;
        this.worker = worker;
        this.check = new KeytabCheck(keytab);
        this.kdcs = kdcs;
        this.wrongKeys = wrongKeys;
    }

    /**
     * Offers KDCs for the next actions, each {@code host} or {@code host:port} in order of preference. While the first
     * is the same as before they are asked only before a login.
     */
    public void offerKdcs(List<String> offered) {
        kdcs.ifPresent(selection -> {
            try {
                String principal = check.principal(wanted, realm);
                selection.select(offered, !isLoggedIn(), principal);
            } catch (ProblemException e) {
                log.debug("no KDC is asked, because the next login will fail", e);
            }
        });
    }

    private synchronized boolean isLoggedIn() {
        return holder != null && holder.isFresh(clock.instant(), TicketHolder.stamp(keytab));
    }

    /**
     * Runs an action with the principal's tickets.
     *
     * @return what the action returned
     * @throws ProblemException if the login fails, or the action throws it
     * @throws ActionException with any other exception of the action
     * @throws TimeoutException if the deadline passes first; login and action are interrupted but not awaited
     */
    public <T> T call(Instant deadline, Callable<T> action)
            throws ProblemException, ActionException, TimeoutException, InterruptedException {
        FutureTask<T> task = new FutureTask<>(() -> runAs(action));
        worker.execute(task);
        try {
            return task.get(
                    Math.max(0, Duration.between(clock.instant(), deadline).toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | InterruptedException e) {
            task.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ProblemException problem) {
                throw problem;
            }
            throw new ActionException(Objects.requireNonNullElse(e.getCause(), e));
        }
    }

    public Path keytab() {
        return keytab;
    }

    /**
     * The principal that actions run as: that of the current ticket, or without one that of the next login.
     *
     * @throws ProblemException if the keytab doesn't determine it
     */
    public String principal() throws ProblemException {
        Optional<String> current;
        synchronized (this) {
            current = Optional.ofNullable(holder).flatMap(TicketHolder::principal);
        }
        return current.isPresent() ? current.get() : check.principal(wanted, realm);
    }

    /** The end of the ticket's validity; empty without a ticket. */
    public synchronized Optional<Instant> ticketEnd() {
        return Optional.ofNullable(holder).map(TicketHolder::end);
    }

    /** The ticket-granting ticket of the account's realm; empty without a login. */
    synchronized Optional<KerberosTicket> ticket() {
        return Optional.ofNullable(holder).flatMap(TicketHolder::ticket);
    }

    /** The KDCs that the krb5.conf names for a realm; empty if DNS decides, or if this login selects none. */
    public List<String> knownKdcs(String ofRealm) {
        return kdcs.map(selection -> selection.known(ofRealm)).orElse(List.of());
    }

    /** Destroys the tickets; the next action logs in again. */
    public synchronized void drop() {
        if (holder != null) {
            holder.destroy();
            holder = null;
        }
    }

    /** Destroys the tickets; every action fails until {@link #resume}, including one that is logging in. */
    public synchronized void suspend() {
        suspended = true;
        drop();
    }

    /** Permits logins again. */
    public synchronized void resume() {
        suspended = false;
    }

    /** Destroys the tickets; every later action fails. */
    @Override
    public synchronized void close() {
        closed = true;
        drop();
        kdcs.ifPresent(KdcSelection::close);
    }

    private <T> T runAs(Callable<T> action) throws Exception {
        TicketHolder tickets = tickets();
        try {
            return Subject.doAs(tickets.subject(), (PrivilegedExceptionAction<T>) action::call);
        } catch (PrivilegedActionException e) {
            throw e.getException();
        } finally {
            destroyIfUnwanted(tickets);
        }
    }

    /** Destroys tickets that an action obtained after the login was closed or suspended. */
    private synchronized void destroyIfUnwanted(TicketHolder tickets) {
        if (closed || suspended) {
            tickets.destroy();
        }
    }

    /** Holds no lock during a login, which may wait for an unresponsive KDC, so closing and dropping never wait. */
    private TicketHolder tickets() throws ProblemException {
        Instant now = clock.instant();
        String stamp = TicketHolder.stamp(keytab);
        Optional<TicketHolder> current = current();
        int selection = kdcs.map(KdcSelection::version).orElse(0);
        if (current.filter(tickets -> tickets.isFresh(now, stamp) && tickets.selection() == selection)
                .isPresent()) {
            return current.get();
        }
        Optional<TicketHolder> valid = current.filter(tickets -> tickets.isValid(now));
        if (valid.isPresent() && waitsAfterFailure(now, stamp)) {
            return valid.get();
        }
        try {
            String principal = check.principal(wanted, realm);
            warnOfWorldReadable();
            TicketHolder fresh = TicketHolder.of(login(principal, now), now, stamp, selection);
            log.debug("logged in as {}, ticket until {}", principal, fresh.end());
            return keep(fresh);
        } catch (ProblemException e) {
            if (valid.isEmpty()) {
                throw e;
            }
            return goOnWith(valid.get(), new Failure(stamp, now), e);
        }
    }

    private synchronized Optional<TicketHolder> current() throws ProblemException {
        if (closed || suspended) {
            throw closing();
        }
        return Optional.ofNullable(holder);
    }

    private synchronized TicketHolder keep(TicketHolder fresh) throws ProblemException {
        if (closed || suspended) {
            fresh.destroy();
            throw closing();
        }
        boolean replaced = holder != null && !holder.keytabStamp().equals(fresh.keytabStamp());
        drop();
        holder = fresh;
        if (replaced && failure == null) {
            log.info("the keytab {} was replaced; the new one is in use", keytab);
        }
        if (failure != null) {
            log.info("the keytab {} is accepted again", keytab);
            failure = null;
        }
        return fresh;
    }

    /** Whether to wait before the next attempt, which with a wrong key may count towards a lockout. */
    private synchronized boolean waitsAfterFailure(Instant now, String stamp) {
        return failure != null
                && failure.keytabStamp().equals(stamp)
                && now.isBefore(failure.at().plus(PAUSE_AFTER_FAILURE));
    }

    /** Rejects a key known to be wrong: repeated attempts would lock the account for everybody. */
    private void refuseWrongKey(String fingerprint, Instant now) throws ProblemException {
        Optional<WrongKeys.Refusal> refusal = wrongKeys.refusal(fingerprint, now);
        if (refusal.isPresent()) {
            Problem problem = refusal.get().problem();
            throw new ProblemException(new Problem(
                    problem.type(),
                    problem.detail() + " This key is not tried again before "
                            + refusal.get().until() + ", because each try may count towards a lockout.",
                    problem.remedy()));
        }
    }

    /** Continues with a valid ticket when a new keytab is rejected or incomplete: that is no outage. */
    private synchronized TicketHolder goOnWith(TicketHolder old, Failure latest, ProblemException cause)
            throws ProblemException {
        if (closed || suspended || !old.equals(holder)) {
            throw cause;
        }
        if (failure == null || !failure.keytabStamp().equals(latest.keytabStamp())) {
            log.warn("{} Going on with the old ticket until {}.", cause.problem(), old.end());
        }
        failure = latest;
        return old;
    }

    private void warnOfWorldReadable() {
        Optional<Problem> warning = check.worldReadable();
        if (warning.isPresent() && warned.compareAndSet(false, true)) {
            log.warn("{}", warning.get());
        }
    }

    private Subject login(String principal, Instant now) throws ProblemException {
        Optional<String> fingerprint = WrongKeys.fingerprint(keytab, principal);
        if (fingerprint.isEmpty()) {
            return attempt(principal);
        }
        Runnable end;
        try {
            end = wrongKeys.begin(fingerprint.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw closing();
        }
        try {
            refuseWrongKey(fingerprint.get(), now);
            return attempt(principal, fingerprint.get(), now);
        } finally {
            end.run();
        }
    }

    private Subject attempt(String principal, String fingerprint, Instant now) throws ProblemException {
        try {
            Subject subject = attempt(principal);
            wrongKeys.accepted(fingerprint);
            return subject;
        } catch (ProblemException e) {
            if (e.problem().type() == ProblemType.KERBEROS_WRONG_KEY) {
                wrongKeys.refused(fingerprint, e.problem(), now);
            }
            throw e;
        }
    }

    private Subject attempt(String principal) throws ProblemException {
        try {
            LoginContext context =
                    new LoginContext("adcache", new Subject(), null, new KeytabJaasConfiguration(keytab, principal));
            context.login();
            return context.getSubject();
        } catch (LoginException e) {
            throw new ProblemException(KerberosErrors.explain("Login of " + principal, e), e);
        }
    }

    private static ProblemException closing() {
        return new ProblemException(new Problem(
                ProblemType.KERBEROS_CLOSED,
                "The connection is being closed.",
                "Nothing: no login is wanted any more."));
    }
}
