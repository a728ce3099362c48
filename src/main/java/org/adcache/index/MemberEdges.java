package org.adcache.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.adcache.account.Account;
import org.adcache.account.AccountType;
import org.adcache.account.GroupMember;
import org.adcache.account.ObjectSid;

/**
 * Collects who is a member of what while accounts come in any order, and resolves it when all are there: a member by its
 * GUID in any connection, else by its SID if it is of another domain; the primary group by its SID.
 */
final class MemberEdges {
    private static final int NOBODY = -1;

    private final GuidInterner guids = new GuidInterner();
    private final IntList guidOf = new IntList();
    private final IntList memberGuids = new IntList();
    private final IntList memberGroups = new IntList();
    private final List<ForeignMember> foreign = new ArrayList<>();
    private final Map<ObjectSid, Integer> sidIds = new HashMap<>();
    private final List<ObjectSid> sids = new ArrayList<>();
    private final IntList primaryGroups = new IntList();

    private record ForeignMember(int guid, ObjectSid sid, int group) {}

    void add(Account account, int number) {
        guidOf.add(guids.idOf(account.objectGuid()));
        Optional<ObjectSid> primary = account.primaryGroup();
        primaryGroups.add(primary.isEmpty() ? NOBODY : idOf(primary.get()));
        if (account.type() != AccountType.GROUP) {
            return;
        }
        for (GroupMember member : account.members()) {
            int guid = guids.idOf(member.objectGuid());
            memberGuids.add(guid);
            memberGroups.add(number);
            member.foreignSid().ifPresent(sid -> foreign.add(new ForeignMember(guid, sid, number)));
        }
    }

    private int idOf(ObjectSid sid) {
        return sidIds.computeIfAbsent(sid, s -> {
            sids.add(s);
            return sids.size() - 1;
        });
    }

    GroupGraph build(Keys keys, Records records, int[] ordinals) {
        GroupGraph.Builder graph = new GroupGraph.Builder();
        int[] firstOf = new int[guids.size()];
        Arrays.fill(firstOf, NOBODY);
        int[] nextOf = new int[guidOf.size()];
        for (int number = 0; number < guidOf.size(); number++) {
            nextOf[number] = firstOf[guidOf.get(number)];
            firstOf[guidOf.get(number)] = number;
        }
        for (int i = 0; i < memberGuids.size(); i++) {
            for (int number = firstOf[memberGuids.get(i)]; number != NOBODY; number = nextOf[number]) {
                graph.add(ordinals[number], ordinals[memberGroups.get(i)]);
            }
        }
        for (ForeignMember member : foreign) {
            if (firstOf[member.guid()] == NOBODY) {
                for (int ordinal : keys.bySid(member.sid())) {
                    graph.add(ordinal, ordinals[member.group()]);
                }
            }
        }
        addPrimaryGroups(graph, keys, records, ordinals);
        return graph.build(ordinals.length);
    }

    private void addPrimaryGroups(GroupGraph.Builder graph, Keys keys, Records records, int[] ordinals) {
        int[][] groupsOf = sids.stream()
                .map(sid -> Arrays.stream(keys.bySid(sid))
                        .filter(ordinal -> records.type(ordinal) == AccountType.GROUP)
                        .toArray())
                .toArray(int[][]::new);
        for (int number = 0; number < primaryGroups.size(); number++) {
            if (primaryGroups.get(number) != NOBODY) {
                for (int group : groupsOf[primaryGroups.get(number)]) {
                    graph.add(ordinals[number], group);
                }
            }
        }
    }
}
