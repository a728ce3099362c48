package org.adcache.connection;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.adcache.account.ConnectionId;
import org.adcache.directory.ActiveDirectory;
import org.adcache.directory.EntryLimits;
import org.adcache.doctor.Doctor;
import org.adcache.kerberos.KerberosLogin;
import org.adcache.kerberos.KerberosRealm;
import org.adcache.sync.SyncConnection;

/** One connection's parts: its directory with the login of its cycles, and its doctor with a login of its own. */
public final class Connection implements AutoCloseable {
    private final ConnectionConfig config;
    private final SyncConnection sync;
    private final KerberosRealm realm;
    private final KerberosLogin login;
    private final Doctor doctor;
    private final KerberosLogin doctorLogin;
    private final Supplier<ActiveDirectory.Controllers> controllers;

    Connection(
            ConnectionConfig config,
            SyncConnection sync,
            KerberosRealm realm,
            KerberosLogin login,
            Doctor doctor,
            KerberosLogin doctorLogin,
            Supplier<ActiveDirectory.Controllers> controllers) {
        this.config = config;
        this.sync = sync;
        this.realm = realm;
        this.login = login;
        this.doctor = doctor;
        this.doctorLogin = doctorLogin;
        this.controllers = controllers;
    }

    public ConnectionId id() {
        return sync.id();
    }

    ConnectionConfig config() {
        return config;
    }

    /** The bounds on its entries. */
    public EntryLimits limits() {
        return config.directory().limits();
    }

    /** The same parts, with another schedule. */
    Connection rescheduled(ConnectionConfig next) {
        return new Connection(next, sync.scheduled(next.sync()), realm, login, doctor, doctorLogin, controllers);
    }

    /** The directory, prepared before each session, and how its cycles read it. */
    public SyncConnection sync(Preparation preparation) {
        return sync.through(new PreparedDirectory(sync.directory(), preparation));
    }

    public Doctor doctor() {
        return doctor;
    }

    /** The end of the ticket of its cycles; empty without one. */
    public Optional<Instant> ticketEnd() {
        return login.ticketEnd();
    }

    /** The domain controllers as far as they were tried. */
    public ActiveDirectory.Controllers controllers() {
        return controllers.get();
    }

    KerberosRealm realm() {
        return realm;
    }

    /** Destroys its tickets and ends its doctor runs; logins and doctor runs fail until {@link #resume}. */
    void suspend() {
        login.suspend();
        doctorLogin.suspend();
        doctor.stop();
    }

    void resume() {
        login.resume();
        doctorLogin.resume();
        doctor.resume();
    }

    /** Ends its doctor runs and destroys its tickets for good; its cycles must have been stopped. */
    @Override
    public void close() {
        doctor.stop();
        doctorLogin.close();
        login.close();
    }
}
