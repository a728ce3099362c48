package org.adcache.directory.connect;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.kerberos.ActionException;
import org.adcache.kerberos.KerberosLogin;

/** Kerberos login of a connection, bounded by a deadline. */
public record TimedLogin(KerberosLogin login, Deadline deadline) {
    /**
     * Runs an action with the principal's tickets.
     *
     * @throws ProblemException if the login fails, the action throws it, the deadline passes first, or the thread is
     *     interrupted
     * @throws ActionException wrapping any other exception of the action
     */
    public <T> T call(Callable<T> action) throws ProblemException, ActionException {
        try {
            return login.call(deadline.end(), action);
        } catch (TimeoutException e) {
            throw new ProblemException(
                    new Problem(
                            ProblemType.SYNC_TIMEOUT,
                            "The login from " + login.keytab() + " was not answered before the cycle's time was up.",
                            "Check that TCP port 88 of the domain controllers can be reached, or raise sync.timeout."),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(
                    new Problem(
                            ProblemType.SYNC_INTERRUPTED,
                            "The cycle was stopped.",
                            "Start it again if that was not wanted."),
                    e);
        }
    }
}
