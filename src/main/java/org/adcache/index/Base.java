package org.adcache.index;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.adcache.account.ConnectionId;
import org.adcache.account.Generation;
import org.adcache.index.groups.Members;
import org.adcache.index.groups.MembersBuilder;
import org.adcache.index.words.SearchWords;
import org.adcache.store.ImageOutput;
import org.adcache.store.IndexImage;
import org.adcache.store.StoreException;
import org.adcache.store.StoreView;

/** Index base of one generation: all its accounts and their memberships. Snapshots of later generations overlay it. */
record Base(Generation generation, Layer layer, Members members) {
    /**
     * Raised with each change to what is written. Keys and words are compared in the case mapping of this Java
     * release, whose Unicode version changes with it.
     */
    private static final String FORMAT = "5, words " + new SearchWords().version() + ", Java "
            + Runtime.version().feature();

    static Base empty() {
        Layer layer = Layer.empty();
        return new Base(Generation.NONE, layer, new MembersBuilder().build(layer, new int[0]));
    }

    /** The base saved with the view's generation or an earlier one; empty if there is none. */
    static Optional<Saved> saved(StoreView view) throws StoreException {
        Optional<IndexImage> image = view.image(FORMAT);
        return image.isEmpty()
                ? Optional.empty()
                : Optional.of(new Saved(
                        image.get().read(in -> new Base(image.get().generation(), Layer.read(in), Members.read(in))),
                        image.get().writtenAt()));
    }

    /** A saved base, and when it was current at the latest. */
    record Saved(Base base, Instant writtenAt) {}

    /** Saves the base with its generation. */
    void save(StoreView view) throws StoreException {
        view.saveImage(FORMAT, this::write);
    }

    void write(ImageOutput out) throws StoreException {
        layer.write(out);
        members.write(out);
    }

    static Base of(StoreView view, Set<ConnectionId> connections, BooleanSupplier wanted) throws StoreException {
        try (BaseBuilder builder = new BaseBuilder(connections, wanted)) {
            view.forEach(builder);
            return builder.build(view.generation());
        }
    }
}
