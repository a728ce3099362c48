/**
 * The contents of the simulated directory: a tree of entries, most of them computed and not stored.
 *
 * <p>Every entry has a <em>position</em>, a number that never changes and is never used again. {@link
 * org.adcache.demo.people.DirectoryTree} finds an entry by position, GUID, SID or name. The first positions are fixed
 * entries (domain, containers, built-in and well-known accounts), then come the generated people, then what {@link
 * org.adcache.demo.people.DirectoryChanges} has added:
 *
 * <pre>
 *   0        fixed            first        generated people                 end0     added later
 *   |  DC=…, OU=…, jsmith, …  |  computed from the seed and the position   |  stored  |
 * </pre>
 *
 * A changed entry is stored under its old position, so a walk over the positions stays valid while entries change.
 *
 * <p>Not here: LDAP requests.
 */
@NullMarked
package org.adcache.demo.people;

import org.jspecify.annotations.NullMarked;
