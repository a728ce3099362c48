package org.adcache.index;

import java.util.Optional;

/** Containers of both layers. A container that holds only superseded accounts does not exist. */
final class Containers {
    private final Layers layers;
    /** The direct container of each superseded account, ascending. */
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

    /** The number of superseded accounts in containers with a lower number. */
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
