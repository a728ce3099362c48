/**
 * Synchronisation: brings the directory into the store, one cycle at a time, and reports how that went.
 *
 * <p>{@link org.adcache.sync.SyncService} keeps a schedule for each connection. A cycle queries what changed since the
 * last one and reads those accounts again ({@code ChangeApplier}), or reads the whole directory, into a draft. It
 * compares the draft with the current generation and commits it together with the cursor of the feed, unless the
 * {@code ShrinkGuard} finds that it looks like an accident: then the draft is held until an administrator applies or
 * drops it, or a later cycle succeeds. A failed cycle changes nothing; it is retried after 5 s, then 10 s, and so on,
 * and the status shows since when and why.
 *
 * <pre>{@code
 * sync.start(epoch);
 * SyncRun run = sync.request(new ConnectionId("corp"), SyncMode.FULL);
 * }</pre>
 *
 * <p>Not here: LDAP, files, and what is served.
 */
@NullMarked
package org.adcache.sync;

import org.jspecify.annotations.NullMarked;
