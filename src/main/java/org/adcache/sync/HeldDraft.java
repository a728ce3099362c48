package org.adcache.sync;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.adcache.account.Account;
import org.adcache.account.Problem;

/**
 * Summary of a draft that was not applied because it looks like an accident, until an administrator decides.
 *
 * @param removedSample some of the accounts that it would remove
 * @param secondOpinion what another domain controller shows of the removed accounts; for information only
 */
public record HeldDraft(
        Instant heldAt,
        Problem problem,
        int added,
        int changed,
        int removed,
        List<Account> removedSample,
        Optional<SecondOpinion> secondOpinion) {
    /**
     * Number of the accounts to be removed that another server still shows. Lost rights and mass deletions replicate,
     * so zero proves nothing.
     *
     * @param asked number of accounts queried, the first of the removed
     */
    public record SecondOpinion(String server, int asked, int visible) {}
}
