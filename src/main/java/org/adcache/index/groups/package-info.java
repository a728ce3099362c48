/**
 * Group graph: direct, nested and primary-group memberships.
 *
 * <p>{@link org.adcache.index.groups.GroupGraph} is queried, {@link org.adcache.index.groups.MembersBuilder} builds
 * the base's part, {@link org.adcache.index.groups.ChangedMembers} that of an overlay.
 *
 * <p>Not here: conditions of rules ({@code lookup}).
 */
@NullMarked
package org.adcache.index.groups;

import org.jspecify.annotations.NullMarked;
