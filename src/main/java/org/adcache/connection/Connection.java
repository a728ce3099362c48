package org.adcache.connection;

import org.adcache.account.ConnectionId;
import org.adcache.doctor.Doctor;
import org.adcache.kerberos.KerberosLogin;
import org.adcache.kerberos.KerberosRealm;
import org.adcache.sync.SyncConnection;

/** One connection's parts: its directory with the login of its cycles, and its doctor with a login of its own. */
public final class Connection implements AutoCloseable {
    private final SyncConnection sync;
    private final KerberosRealm realm;
    private final KerberosLogin login;
    private final Doctor doctor;
    private final KerberosLogin doctorLogin;

    Connection(
            SyncConnection sync, KerberosRealm realm, KerberosLogin login, Doctor doctor, KerberosLogin doctorLogin) {
        this.sync = sync;
        this.realm = realm;
        this.login = login;
        this.doctor = doctor;
        this.doctorLogin = doctorLogin;
    }

    public ConnectionId id() {
        return sync.id();
    }

    /** The directory, prepared before each session, and how its cycles read it. */
    public SyncConnection sync(Preparation preparation) {
        return sync.through(new PreparedDirectory(sync.directory(), preparation));
    }

    public Doctor doctor() {
        return doctor;
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
