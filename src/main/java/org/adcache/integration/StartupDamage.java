package org.adcache.integration;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.adcache.account.Problem;
import org.adcache.account.ProblemType;
import org.adcache.store.Store;
import org.adcache.store.StoreView;

/**
 * Damage that is not repaired yet: that of the switch found at the start, until it is switched on or off; that of the
 * cache found at the start, until a commit; and a wipe that is unfinished.
 */
public final class StartupDamage implements Supplier<List<Problem>> {
    private final IntegrationFile.Loaded loaded;
    private final Integration integration;
    private final Store store;
    private final StoreView opened;

    /**
     * Takes the store's current view as the one found at the start.
     *
     * @param loaded what was read from the switch's file
     */
    public StartupDamage(IntegrationFile.Loaded loaded, Integration integration, Store store) {
        this.loaded = loaded;
        this.integration = integration;
        this.store = store;
        this.opened = store.current();
    }

    @Override
    public List<Problem> get() {
        List<Problem> damage = new ArrayList<>();
        loaded.damage().filter(any -> integration.undecided()).ifPresent(damage::add);
        integration.state().pending().stream().map(StartupDamage::unfinished).forEach(damage::add);
        store.damage().filter(any -> store.current() == opened).ifPresent(damage::add);
        return damage;
    }

    private static Problem unfinished(WipeReceipt.Pending left) {
        return new Problem(ProblemType.WIPE_INCOMPLETE, "The last wipe is unfinished. " + left.detail(), left.remedy());
    }
}
