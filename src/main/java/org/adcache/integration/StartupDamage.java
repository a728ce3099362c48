package org.adcache.integration;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.adcache.account.Problem;
import org.adcache.store.Store;
import org.adcache.store.StoreView;

/**
 * Damage found at the start and not repaired yet: that of the switch until it is switched on, that of the cache until
 * a commit.
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
        loaded.damage().filter(any -> !integration.state().enabled()).ifPresent(damage::add);
        store.damage().filter(any -> store.current() == opened).ifPresent(damage::add);
        return damage;
    }
}
