package org.adcache.sync;

import java.time.Instant;
import java.util.List;
import org.adcache.account.Account;
import org.adcache.account.Problem;

/** A result that was not applied because it looks like an accident, until an administrator decides. */
public record HeldDraft(
        Instant heldAt, Problem problem, int added, int changed, int removed, List<Account> removedSample) {}
