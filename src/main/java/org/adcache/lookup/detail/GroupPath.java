package org.adcache.lookup.detail;

import java.util.List;
import org.adcache.lookup.principal.Group;

/**
 * Group that an account is in, and how.
 *
 * @param path the groups on a shortest way to it: first one that has the account itself as a member, last this one
 * @param primary whether it is the account's primary group, which does not list it
 */
public record GroupPath(Group group, List<Group> path, boolean primary) {
    public GroupPath {
        path = List.copyOf(path);
    }

    /** Whether the account itself is a member. */
    public boolean isDirect() {
        return path.size() == 1;
    }
}
