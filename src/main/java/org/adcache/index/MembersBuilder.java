package org.adcache.index;

import java.util.Arrays;
import org.adcache.account.AccountType;
import org.adcache.account.ObjectGuid;
import org.adcache.store.RecordFields;

/** Collects who is a member of what while a base's accounts come in any order, and resolves it when all are there. */
final class MembersBuilder {
    private static final int NOBODY = -1;

    private final GuidInterner guids = new GuidInterner();
    private final IntList guidOf = new IntList();
    private final IntList memberGuids = new IntList();
    private final IntList memberGroups = new IntList();
    private final ForeignMembers.Builder foreign = new ForeignMembers.Builder();
    private final PrimaryGroups.Builder primary = new PrimaryGroups.Builder();

    void add(RecordFields fields) {
        int number = guidOf.size();
        guidOf.add(guids.idOf(fields.guidHigh(), fields.guidLow()));
        if (fields.primaryGroup().isEmpty()) {
            primary.addNone();
        } else {
            primary.add(fields.bytes(), fields.primaryGroup());
        }
        if (fields.type() == AccountType.GROUP) {
            fields.forEachMember((guidHigh, guidLow, foreignSid) -> {
                int guid = guids.idOf(guidHigh, guidLow);
                memberGuids.add(guid);
                memberGroups.add(number);
                if (!foreignSid.isEmpty()) {
                    foreign.add(new ObjectGuid(guidHigh, guidLow), guid, fields.sid(foreignSid), number);
                }
            });
        }
    }

    /**
     * Resolves it.
     *
     * @param ordinals those of the accounts, in the order of adding
     */
    Members build(Layer layer, int[] ordinals) {
        int[] firstOf = new int[guids.size()];
        Arrays.fill(firstOf, NOBODY);
        int[] nextOf = new int[guidOf.size()];
        for (int number = 0; number < guidOf.size(); number++) {
            nextOf[number] = firstOf[guidOf.get(number)];
            firstOf[guidOf.get(number)] = number;
        }
        Edges.Builder listed = new Edges.Builder();
        GuidLists.Builder nobodys = new GuidLists.Builder();
        for (int i = 0; i < memberGuids.size(); i++) {
            int group = ordinals[memberGroups.get(i)];
            int first = firstOf[memberGuids.get(i)];
            if (first == NOBODY) {
                nobodys.add(guids.guid(memberGuids.get(i)), group);
            }
            for (int number = first; number != NOBODY; number = nextOf[number]) {
                listed.add(ordinals[number], group);
            }
        }
        return new Members(
                listed.build(ordinals.length),
                nobodys.build(),
                foreign.build(layer, ordinals, guid -> firstOf[guid] != NOBODY),
                primary.build(layer, ordinals));
    }
}
