package org.adcache.index;

import java.util.Optional;

/** The containers of both layers. One that only superseded accounts lie in is none. */
final class Containers {
    private final Layers layers;
    /** The container that each superseded account lies in directly, ascending. */
    private final int[] left;

    Containers(Layers layers) {
        this.layers = layers;
        this.left = layers.superseded().stream()
                .map(layers.base().containers()::containerOf)
                .sorted()
                .toArray();
    }

    Optional<Container> find(String key) {
        ContainerTree base = layers.base().containers();
        int inBase = base.number(key);
        int inChanged = layers.changed().containers().number(key);
        boolean empty = inBase == ContainerTree.NONE || base.accountsIn(inBase) == leftIn(inBase, base.last(inBase));
        return empty && inChanged == ContainerTree.NONE
                ? Optional.empty()
                : Optional.of(new Container(layers, inBase, inChanged));
    }

    private int leftIn(int first, int last) {
        return place(last + 1) - place(first);
    }

    /** How many accounts left a container with a lower number. */
    private int place(int container) {
        int from = 0;
        int to = left.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (left[middle] < container) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }
}
