package org.adcache.auth.sso;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.adcache.account.Problem;
import org.adcache.kerberos.ServiceKeys;

/**
 * Settings of single sign-on.
 *
 * @param principal the only service whose tickets are accepted; empty for every one in the keytab
 */
public record SingleSignOnConfig(Path keytab, Optional<String> principal) {
    /** Why the keytab can't be used, if it can't. */
    public Optional<Problem> problem() {
        return new ServiceKeys(keytab, principal, Clock.systemUTC()).check();
    }
}
