package org.adcache.sync;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.adcache.account.Account;
import org.adcache.account.Problem;

/**
 * A result that was not applied because it looks like an accident, until an administrator decides.
 *
 * @param removedSample some of the accounts that it would remove
 * @param secondOpinion what another domain controller says of the removed; it decides nothing
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
     * How many of the accounts that would be removed another server still shows. Lost rights and mass deletions
     * replicate, so that none being left there proves nothing.
     *
     * @param asked how many it was asked for, the first of the removed
     */
    public record SecondOpinion(String server, int asked, int visible) {}
}
