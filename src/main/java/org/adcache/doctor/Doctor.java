package org.adcache.doctor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.adcache.directory.DirectoryConfig;
import org.adcache.directory.connect.Deadline;
import org.adcache.directory.controllers.DnsSrvLookup;
import org.adcache.directory.controllers.SrvLookup;
import org.adcache.kerberos.KerberosLogin;

/**
 * Diagnostics of one connection, from its keytab to what it can read, stage by stage. Each stage reports its facts; a
 * failed one also a remedy, and the stages that depend on it are skipped. Nothing is stored. Each run logs in anew;
 * only a key that was rejected is not tried again for as long as {@link KerberosLogin} holds it back.
 *
 * <p>After a successful bind a second one is made with the opposite channel binding, to find out what the server
 * requires. Its rejection is no wrong password, so it doesn't count towards a lockout; the domain controller may log
 * it.
 */
public final class Doctor {
    /** The stages in their order. */
    public static final List<String> STAGES = List.of(
            "keytab",
            "dns",
            "clock",
            "tcp",
            "tls",
            "kerberos",
            "bind",
            "channel-binding",
            "base-readable",
            "counts",
            "attributes",
            "deleted-objects");

    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final DirectoryConfig config;
    private final KerberosLogin login;
    private final SrvLookup dns;
    private final Clock clock;
    private final Executor workers;
    private final Set<DoctorRun> running = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    /**
     * @param login of this doctor alone: its tickets are destroyed after a run; closed by the caller
     * @param workers for name resolution and connection attempts, a thread for each
     */
    public Doctor(DirectoryConfig config, KerberosLogin login, Clock clock, Executor workers) {
        this(config, login, new DnsSrvLookup(), clock, workers);
    }

    Doctor(DirectoryConfig config, KerberosLogin login, SrvLookup dns, Clock clock, Executor workers) {
        this.config = config;
        this.login = login;
        this.dns = dns;
        this.clock = clock;
        this.workers = workers;
    }

    /**
     * Prepares a run, which {@link #stop} ends from now on. The supplier runs the stages and returns the results of
     * those that ran, in order; what has not finished within a minute from now fails. One runs at a time.
     *
     * @param listener notified of each result as soon as its stage has ended
     */
    public Supplier<List<CheckResult>> prepare(Consumer<CheckResult> listener) {
        return prepare(clock.instant().plus(LONGEST), listener);
    }

    Supplier<List<CheckResult>> prepare(Instant until, Consumer<CheckResult> listener) {
        DoctorRun doctorRun = new DoctorRun(config, login, dns, new Deadline(until, clock), workers, listener);
        running.add(doctorRun);
        if (stopped) {
            doctorRun.close();
        }
        return () -> run(doctorRun);
    }

    private List<CheckResult> run(DoctorRun doctorRun) {
        try {
            return doctorRun.run();
        } finally {
            running.remove(doctorRun);
            doctorRun.close();
            login.drop();
        }
    }

    /**
     * Ends the prepared runs, and those prepared before {@link #resume}: connections of a running one are closed now.
     */
    public void stop() {
        stopped = true;
        running.forEach(DoctorRun::close);
    }

    /** Permits runs again. */
    public void resume() {
        stopped = false;
    }
}
