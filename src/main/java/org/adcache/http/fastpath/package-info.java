/**
 * Fast path: HTTP/1.1 connections that answer simple GETs on the thread that read them.
 *
 * <p>{@link org.adcache.http.fastpath.FastPathConnection} parses with Jetty's parser and answers through {@link
 * org.adcache.http.fastpath.FastPathRoutes}; the first request that is anything else hands the connection to Jetty
 * (docs/decisions/hot-questions.md).
 *
 * <p>Not here: routes. Nothing here may block.
 */
@NullMarked
package org.adcache.http.fastpath;

import org.jspecify.annotations.NullMarked;
