/**
 * Problem answers (RFC 9457): their kinds, and the mapping from exceptions to them.
 *
 * <p>A route throws an {@link org.adcache.http.problem.HttpProblem}; {@link org.adcache.http.problem.ExceptionMapper}
 * converts every other exception into one, and logs unexpected ones without caller input.
 *
 * <p>Not here: texts that only one route needs.
 */
@NullMarked
package org.adcache.http.problem;

import org.jspecify.annotations.NullMarked;
