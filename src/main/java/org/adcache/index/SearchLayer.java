package org.adcache.index;

import java.util.List;
import org.adcache.account.AccountType;
import org.adcache.account.ConnectionId;
import org.adcache.budget.Work;
import org.adcache.index.array.WordRange;
import org.adcache.index.words.FuzzyMatches;
import org.adcache.index.words.WordIndex;

/**
 * Layer of a snapshot as suggestions search it. It has its own ordinals, in the order of the snapshot's; accounts
 * superseded by another layer are not current.
 */
public final class SearchLayer {
    private final Layers layers;
    private final Layer layer;
    private final boolean base;

    private SearchLayer(Layers layers, Layer layer, boolean base) {
        this.layers = layers;
        this.layer = layer;
        this.base = base;
    }

    static SearchLayer base(Layers layers) {
        return new SearchLayer(layers, layers.base(), true);
    }

    static SearchLayer changed(Layers layers) {
        return new SearchLayer(layers, layers.changed(), false);
    }

    /** Whether it is the base, which many generations share. */
    public boolean isBase() {
        return base;
    }

    public WordIndex words() {
        return layer.words();
    }

    /** The words one edit away from a query word. */
    public FuzzyMatches edited(List<String> variants, Work work) {
        return new FuzzyMatches(layer.words(), layer.keys(), variants, work);
    }

    /** Adds the UPNs that equal a text. */
    public void addUserPrincipalName(String text, List<WordRange> into) {
        int[] owners = layer.keys().byPlainUserPrincipalName(text);
        if (owners.length > 0) {
            into.add(WordRange.of(owners));
        }
        layer.words().addUserPrincipalName(text, into);
    }

    public boolean current(int own) {
        return !base || layers.current(own);
    }

    /** The ordinal in the snapshot. */
    public int ordinal(int own) {
        return base ? layers.places().ofBase(own) : layers.places().ofChanged(own);
    }

    public AccountType type(int own) {
        return layer.records().type(own);
    }

    /**
     * Whether suggestions leave the account out, whatever its type.
     *
     * @param now in seconds since 1970
     */
    public boolean isLeftOut(int own, boolean withDisabled, boolean withHidden, long now) {
        return layer.records().isLeftOut(own, withDisabled, withHidden, now);
    }

    public ConnectionId connection(int own) {
        return layer.records().connection(own);
    }
}
