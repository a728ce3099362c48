package org.adcache.directory.read;

import com.unboundid.ldap.sdk.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.adcache.account.ObjectGuid;

/** Search filters for many objects by GUID, in batches. */
public final class GuidFilter {
    static final int BATCH = 100;

    private GuidFilter() {}

    public static List<Filter> batches(Set<ObjectGuid> objects) {
        List<Filter> guids = objects.stream()
                .map(object -> Filter.createEqualityFilter("objectGUID", object.toBytes()))
                .toList();
        List<Filter> batches = new ArrayList<>();
        for (int i = 0; i < guids.size(); i += BATCH) {
            batches.add(Filter.createORFilter(guids.subList(i, Math.min(guids.size(), i + BATCH))));
        }
        return batches;
    }
}
