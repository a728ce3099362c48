/**
 * The group graph: who is a member of what, directly, through nested groups, and by primary group.
 *
 * <p>{@link org.adcache.index.groups.GroupGraph} answers, {@link org.adcache.index.groups.MembersBuilder} builds the
 * base's part, {@link org.adcache.index.groups.ChangedMembers} what an overlay changes.
 *
 * <p>Not here: conditions of rules ({@code lookup}).
 */
@NullMarked
package org.adcache.index.groups;

import org.jspecify.annotations.NullMarked;
