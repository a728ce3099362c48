package org.adcache.store.key;

/** State of a key file. Only the two markers that a past order left are orders; whatever else is no key is damage. */
public enum KeyState {
    /** It holds a secret. */
    PRESENT,
    /** It was overwritten because the integration was switched off. */
    DISABLED,
    /** It was overwritten because its connection was removed. */
    REMOVED,
    /** It holds neither a secret nor a marker, as after a fault of the disk: zeros, a part, a flipped bit. */
    DAMAGED;

    /** Whether the secret was overwritten on purpose. */
    public boolean ordered() {
        return this == DISABLED || this == REMOVED;
    }
}
