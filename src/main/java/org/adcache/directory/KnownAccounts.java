package org.adcache.directory;

import java.util.Set;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ProblemException;

/** Sample of accounts that exist, for a trial of a change feed. Taken only when a trial is due. */
@FunctionalInterface
public interface KnownAccounts {
    /** At most a hundred accounts, users if there are any; some may have been removed since. */
    Set<ObjectGuid> sample() throws ProblemException;
}
