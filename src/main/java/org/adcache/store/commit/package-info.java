/**
 * From a draft to the next generation: comparison, delta segments, merges.
 *
 * <p>{@link org.adcache.store.commit.StoredDraft} and {@link org.adcache.store.commit.StoredChangeDraft} take what a
 * cycle reads, a {@link org.adcache.store.commit.Comparison} determines what differs, {@link
 * org.adcache.store.commit.Committer} publishes it, or a due merge, as the next state.
 *
 * <p>Not here: whether a draft may be applied ({@code sync} decides that).
 */
@NullMarked
package org.adcache.store.commit;

import org.jspecify.annotations.NullMarked;
