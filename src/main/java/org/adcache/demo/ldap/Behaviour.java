package org.adcache.demo.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Configured deviations of one controller, which can be changed while it runs. */
final class Behaviour {
    private final boolean readOnly;
    private volatile SearchFaults faults;
    private volatile String clientSite = Netlogon.SITE;
    private volatile boolean dirSyncOffered = true;
    private volatile boolean dirSyncByUsn;
    private volatile boolean deletionsByGuid;
    private final AtomicReference<@Nullable Runnable> duringDirSync = new AtomicReference<>();
    private final AtomicInteger cookieGeneration = new AtomicInteger();
    private volatile Optional<CookieRefusal> cookieRefusal = Optional.empty();

    Behaviour(SearchFaults faults, boolean readOnly) {
        this.faults = faults;
        this.readOnly = readOnly;
    }

    /** Whether it is an RODC. */
    boolean readOnly() {
        return readOnly;
    }

    String clientSite() {
        return clientSite;
    }

    void clientSite(String site) {
        clientSite = site;
    }

    SearchFaults faults() {
        return faults;
    }

    void faults(SearchFaults newFaults) {
        faults = newFaults;
    }

    boolean dirSyncOffered() {
        return dirSyncOffered;
    }

    void dirSyncOffered(boolean offered) {
        dirSyncOffered = offered;
    }

    boolean deletionsByGuid() {
        return deletionsByGuid;
    }

    void deletionsByGuid(boolean byGuid) {
        deletionsByGuid = byGuid;
    }

    /** Number of times that the cookies of paged searches were dropped. */
    int cookieGeneration() {
        return cookieGeneration.get();
    }

    void dropPagingCookies() {
        cookieGeneration.incrementAndGet();
    }

    boolean dirSyncByUsn() {
        return dirSyncByUsn;
    }

    void dirSyncByUsn(boolean byUsn) {
        dirSyncByUsn = byUsn;
    }

    void duringDirSync(Runnable change) {
        duringDirSync.set(change);
    }

    /** Makes the change that was ordered for this moment, if any, once. */
    void changeDuringDirSync() {
        Runnable change = duringDirSync.getAndSet(null);
        if (change != null) {
            change.run();
        }
    }

    void cookieRefusal(Optional<CookieRefusal> refusal) {
        cookieRefusal = refusal;
    }

    void checkCookie() throws LDAPException {
        Optional<CookieRefusal> refusal = cookieRefusal;
        if (refusal.isPresent()) {
            throw refusal.get().refuse();
        }
    }
}
