package org.adcache.auth;

import java.time.Instant;
import java.util.Map;
import org.adcache.account.ProblemException;

/** The tokens, as administrators manage them; the {@code token} commands write the same file. */
public interface TokenAdministration {
    /**
     * Runs a change under the lock on the tokens.
     *
     * @throws ProblemException if the change throws it, or the tokens can't be read or written
     */
    <T> T change(TokenFolder.Change<T> change) throws ProblemException;

    /** When tokens were last used, by their ids. */
    Map<String, Instant> lastUsed();
}
