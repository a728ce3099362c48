package org.adcache.lookup.suggest;

import java.util.ArrayList;
import java.util.List;
import org.adcache.index.SearchLayer;

/**
 * Finds suggestions tier by tier, in each part of a snapshot the best few, and of these the best few of all. As long
 * as more are wanted, all that a tier had were taken, so that no part offers them again.
 */
public final class Suggester {
    private Suggester() {}

    /** An account and how it fits. */
    public record Hit(int ordinal, Tier tier) {}

    /** Whether the account with this ordinal of the part's own may be offered. */
    public interface Offered {
        boolean test(SearchLayer layer, int own);
    }

    /** The best {@code wanted} hits that are offered, fewer if there are no more. */
    public static List<Hit> find(
            List<SearchLayer> layers, Offered offered, ParsedQuery typed, PrefixSetCache prefixSets, int wanted) {
        List<LayerSearch> searches = new ArrayList<>(layers.size());
        for (SearchLayer layer : layers) {
            PrefixSetCache words = layer.isBase() ? prefixSets : new PrefixSetCache(0);
            searches.add(new LayerSearch(layer, own -> offered.test(layer, own), typed, words));
        }
        List<Hit> hits = new ArrayList<>();
        for (Tier tier : Tier.values()) {
            LowestOrdinals top = new LowestOrdinals(wanted - hits.size());
            for (LayerSearch search : searches) {
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
