/**
 * Help on problems: what each code means and what to do, from docs/troubleshooting.md, which is a resource of this
 * package. The page for readers, {@code adcache explain} and {@code GET /problems/CODE} say the same.
 *
 * <pre>{@code
 * ProblemGuide.read().find("keytab-missing").map(ProblemHelp::html)
 * }</pre>
 *
 * <p>Not here: the codes themselves, which belong to those that report them.
 */
@NullMarked
package org.adcache.help;

import org.jspecify.annotations.NullMarked;
