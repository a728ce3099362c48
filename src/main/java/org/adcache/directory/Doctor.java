package org.adcache.directory;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.adcache.kerberos.KerberosLogin;

/**
 * Examines one connection from its keytab to what it can read, stage by stage, each stage with the facts it found. Where a
 * stage fails it says what to do, and those that need it are left out. Nothing is stored, and the account is tried as
 * rarely as a sync tries it.
 *
 * <p>Two binds are made where one succeeds: the second with the channel binding the other way round, to tell what the server
 * demands. A refusal of it is no wrong password, so it doesn't count towards a lockout; the domain controller may log it.
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

    private final DirectoryConfig config;
    private final KerberosLogin login;
    private final SrvLookup dns;
    private final Clock clock;
    private final Executor workers;
    private final Set<Examination> running = ConcurrentHashMap.newKeySet();

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
     * Runs all stages; one examination at a time.
     *
     * @param until when it must have ended; what was not examined by then fails
     * @return the stages that ran, in their order
     */
    public List<Check> examine(Instant until) {
        Examination examination = new Examination(config, login, dns, new Deadline(until, clock), workers);
        running.add(examination);
        try {
            return examination.run();
        } finally {
            running.remove(examination);
            examination.close();
            login.drop();
        }
    }

    /** Ends an examination that is running: its connections are closed now. */
    public void stop() {
        running.forEach(Examination::close);
    }
}
