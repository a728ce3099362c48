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
 * Examines one connection from its keytab to what it can read, stage by stage, each stage with the facts it found.
 * Where a stage fails it says what to do, and those that need it are left out. Nothing is stored. Each examination
 * logs in afresh; only a key that was found wrong is left alone for as long as {@link KerberosLogin} leaves it.
 *
 * <p>Two binds are made where one succeeds: the second with the channel binding the other way round, to tell what the
 * server demands. A refusal of it is no wrong password, so it doesn't count towards a lockout; the domain controller
 * may log it.
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
     * Examines nothing yet.
     *
     * @param login of the doctor alone: its tickets are destroyed after an examination; the caller closes it
     * @param workers where names are resolved and servers are tried, a thread for each
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
     * An examination, which {@link #stop} ends from now on. It runs all stages when it is asked for its checks, those
     * of the stages that ran, in their order; what was not examined within a minute from now fails. One runs at a
     * time.
     *
     * @param listener told of each check as soon as its stage has ended
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
     * Ends the examinations that were prepared, and those that are prepared before {@link #resume}: the connections of
     * one that runs are closed now.
     */
    public void stop() {
        stopped = true;
        running.forEach(DoctorRun::close);
    }

    /** Lets examinations run again. */
    public void resume() {
        stopped = false;
    }
}
