package org.adcache.index;

/** Container that holds at least one account, at any depth. */
public final class Container {
    private final Layers layers;
    private final int inBase;
    private final int inChanged;

    /** Takes its numbers in the container trees of both layers, one of which may be {@link ContainerTree#NONE}. */
    Container(Layers layers, int inBase, int inChanged) {
        this.layers = layers;
        this.inBase = inBase;
        this.inChanged = inChanged;
    }

    /** Whether it holds an account, at any depth. */
    public boolean holds(int ordinal) {
        int own = layers.places().own(ordinal);
        return own >= 0
                ? layers.base().containers().holds(inBase, own)
                : layers.changed().containers().holds(inChanged, ~own);
    }
}
