package org.adcache.sync.accounts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.adcache.account.Account;
import org.adcache.account.AccountType;
import org.adcache.account.GroupMember;
import org.adcache.account.ObjectGuid;

/**
 * Kinds of the members of a connection's groups that are no cached accounts, by GUID. An object never changes its
 * class, so each is asked for once; they are stored with the groups. In memory for one epoch.
 */
public final class KnownMembers {
    private final Map<ObjectGuid, GroupMember.Kind> kinds = new HashMap<>();
    /** Members that a server was asked for in vain, or that are groups. */
    private final Set<ObjectGuid> unsettled = new HashSet<>();

    private boolean scanIsDue = true;

    /** Whether the stored groups have to be read, because their members may be neither known nor asked for. */
    boolean isScanDue() {
        return scanIsDue;
    }

    void scanned() {
        scanIsDue = false;
    }

    /** Notes that members of stored groups may not have been asked for. */
    public void scanAgain() {
        scanIsDue = true;
    }

    /** Asks again for members that were asked for in vain. */
    public void askAgain() {
        unsettled.clear();
    }

    /**
     * Whether any of these objects is a member of a group that may contain accounts, but is no cached group: a foreign
     * security principal of which an ordinary account sees the deletion by its GUID alone, or a group out of scope.
     */
    public boolean mayContainAccounts(Set<ObjectGuid> objects) {
        return objects.stream()
                .anyMatch(object -> unsettled.contains(object) || kinds.get(object) == GroupMember.Kind.ELSEWHERE);
    }

    boolean isUnsettled(ObjectGuid member) {
        return unsettled.contains(member);
    }

    void note(ObjectGuid member, GroupMember.Kind kind) {
        if (kind == GroupMember.Kind.UNKNOWN) {
            unsettled.add(member);
        } else {
            kinds.put(member, kind);
            unsettled.remove(member);
        }
    }

    /** The group with the known kinds of its members; the same instance if it has them already. */
    Account labelled(Account group) {
        if (group.type() != AccountType.GROUP || kinds.isEmpty()) {
            return group;
        }
        List<GroupMember> members = group.members();
        List<GroupMember> labelled = null;
        for (int i = 0; i < members.size(); i++) {
            GroupMember member = members.get(i);
            GroupMember.Kind kind = member.kind() == GroupMember.Kind.UNKNOWN ? kinds.get(member.objectGuid()) : null;
            if (kind != null) {
                labelled = labelled == null ? new ArrayList<>(members) : labelled;
                labelled.set(i, member.withKind(kind));
            }
        }
        return labelled == null ? group : group.withMembers(labelled);
    }
}
