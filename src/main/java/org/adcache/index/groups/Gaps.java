package org.adcache.index.groups;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.adcache.account.GroupMember;
import org.adcache.account.ObjectSid;
import org.adcache.index.Layers;
import org.adcache.index.array.IntList;

/** Collector of the groups that list a member which is no cached account, by their gap. */
final class Gaps {
    private final Layers layers;
    private final Map<Gap, IntList> groups = new HashMap<>();
    private final IntList everyone = new IntList();
    private final IntList authenticated = new IntList();

    Gaps(Layers layers) {
        this.layers = layers;
    }

    /** Adds a group that lists a member which is no cached account, neither by its GUID nor by its SID. */
    void add(int group, GroupMember.Kind kind, Optional<ObjectSid> sid) {
        Optional<WellKnownMember> meaning = sid.flatMap(WellKnownMember::of);
        if (meaning.isPresent()) {
            add(group, meaning.get());
        } else if (kind != GroupMember.Kind.NO_GROUP) {
            add(group, kind == GroupMember.Kind.ELSEWHERE ? Gap.Kind.OTHER_CONNECTIONS : Gap.Kind.ANY);
        }
    }

    private void add(int group, WellKnownMember meaning) {
        switch (meaning) {
            case EVERYONE -> {
                everyone.add(group);
                add(group, Gap.Kind.USERS_OF_OTHER_CONNECTIONS);
            }
            case AUTHENTICATED_USERS -> {
                authenticated.add(group);
                add(group, Gap.Kind.USERS_OF_OTHER_CONNECTIONS);
            }
            case BY_LOGON -> add(group, Gap.Kind.USERS);
            case NOBODY -> {}
        }
    }

    void add(int group, Gap.Kind kind) {
        groups.computeIfAbsent(new Gap(kind, layers.connection(group)), unused -> new IntList())
                .add(group);
    }

    Map<Gap, int[]> byGap() {
        Map<Gap, int[]> all = new HashMap<>();
        groups.forEach((gap, some) -> all.put(gap, some.toArray()));
        return all;
    }

    /** The groups that list Everyone. */
    int[] everyone() {
        return everyone.toArray();
    }

    /** The groups that list Authenticated Users. */
    int[] authenticated() {
        return authenticated.toArray();
    }
}
