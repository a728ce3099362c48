package org.adcache.lookup;

import java.util.ArrayList;
import java.util.List;
import org.adcache.index.Part;

/**
 * Finds suggestions tier by tier, in each part of a snapshot the best few, and of these the best few of all. As long as more
 * are wanted, all that a tier had were taken, so that no part offers them again.
 */
final class Suggester {
    private Suggester() {}

    /** An account and how it fits. */
    record Hit(int ordinal, Tier tier) {}

    /** Whether the account with this ordinal of the part's own may be offered. */
    interface Offered {
        boolean test(Part part, int own);
    }

    /** The best {@code wanted} hits that are offered, fewer if there are no more. */
    static List<Hit> find(List<Part> parts, Offered offered, TypedText typed, HotWords hot, int wanted) {
        List<PartSearch> searches = new ArrayList<>(parts.size());
        for (Part part : parts) {
            HotWords words = part.isBase() ? hot : new HotWords(0);
            searches.add(new PartSearch(part, own -> offered.test(part, own), typed, words));
        }
        List<Hit> hits = new ArrayList<>();
        for (Tier tier : Tier.values()) {
            TopOrdinals top = new TopOrdinals(wanted - hits.size());
            for (PartSearch search : searches) {
                for (int ordinal : search.best(tier, wanted - hits.size())) {
                    top.offer(ordinal);
                }
            }
            for (int ordinal : top.ascending()) {
                hits.add(new Hit(ordinal, tier));
            }
            if (hits.size() == wanted) {
                break;
            }
        }
        return hits;
    }
}
