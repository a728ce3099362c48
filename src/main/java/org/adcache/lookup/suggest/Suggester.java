package org.adcache.lookup.suggest;

import java.util.ArrayList;
import java.util.List;
import org.adcache.budget.Work;
import org.adcache.index.SearchLayer;

/**
 * Search through the tiers: the best hits of each layer of a snapshot, merged. While more are wanted, all hits of the
 * earlier tiers were accepted, so that no layer returns them again.
 */
public final class Suggester {
    private Suggester() {}

    /** An account and its tier. */
    public record Hit(int ordinal, Tier tier) {}

    /**
     * Hits, best first.
     *
     * @param cut whether the search ended before its end, because of its work
     */
    public record Found(List<Hit> hits, boolean cut) {}

    /** Filter of accounts by layer and the layer's own ordinal. */
    public interface Offered {
        boolean test(SearchLayer layer, int own);
    }

    /**
     * Returns the best {@code wanted} hits that pass the filter, or fewer if there are no more or the work is more than
     * allowed.
     */
    public static Found find(
            List<SearchLayer> layers,
            Offered offered,
            ParsedQuery typed,
            PrefixSetCache prefixSets,
            int wanted,
            Work work) {
        List<LayerSearch> searches = new ArrayList<>(layers.size());
        for (SearchLayer layer : layers) {
            PrefixSetCache words = layer.isBase() ? prefixSets : new PrefixSetCache(0);
            searches.add(new LayerSearch(layer, own -> offered.test(layer, own), typed, words, work));
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
            if (hits.size() == wanted || work.isCut()) {
                break;
            }
        }
        return new Found(hits, work.isCut());
    }
}
