/**
 * Budgets: bounds on what callers and directory entries may use, each with its name in the configuration and a count
 * of refusals.
 *
 * <p>Not here: what is refused, and how; that is known where the budget is asked.
 */
@NullMarked
package org.adcache.budget;

import org.jspecify.annotations.NullMarked;
