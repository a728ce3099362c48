/**
 * The audit log on disk: lines of JSON in {@code audit.log} and in the files that it was rotated into.
 *
 * <p>{@link org.adcache.auth.audit.AuditFile} appends, for several processes at once, and reads pages, the newest line
 * first.
 *
 * <pre>{@code
 * AuditDocument page = new AuditFile(dataFolder).page(Optional.empty(), 100);
 * }</pre>
 *
 * <p>Not here: what is recorded, and of whom ({@code auth}).
 */
@NullMarked
package org.adcache.auth.audit;

import org.jspecify.annotations.NullMarked;
