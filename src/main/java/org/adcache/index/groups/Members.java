package org.adcache.index.groups;

import org.adcache.index.array.AdjacencyLists;
import org.adcache.store.ImageInput;
import org.adcache.store.ImageOutput;
import org.adcache.store.StoreException;

/**
 * Who is a member of a base's groups, kept by the way in which it is known, so that it can be said what becomes of it
 * when accounts change.
 *
 * @param listed the groups that list an account by its GUID, by ordinals of the base
 * @param nobodys the groups that list a GUID which no account of the base has
 * @param foreign what they list by a SID of another domain
 * @param primary the accounts' primary groups
 */
public record Members(AdjacencyLists listed, GuidLists nobodys, ForeignMembers foreign, PrimaryGroups primary) {
    public void write(ImageOutput out) throws StoreException {
        listed.write(out);
        nobodys.write(out);
        foreign.write(out);
        primary.write(out);
    }

    public static Members read(ImageInput in) throws StoreException {
        return new Members(
                AdjacencyLists.read(in), GuidLists.read(in), ForeignMembers.read(in), PrimaryGroups.read(in));
    }
}
