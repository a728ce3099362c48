package org.adcache.index.array;

import org.adcache.account.ObjectGuid;
import org.adcache.account.ObjectSid;

/** 64-bit hashes of keys. They only select candidates: callers compare the key itself. */
public final class Hash {
    private static final long PRIME = 0x9E3779B97F4A7C15L;

    private Hash() {}

    public static long of(String key) {
        long hash = key.length();
        for (int i = 0; i < key.length(); i++) {
            hash = with(hash, key.charAt(i));
        }
        return mixed(hash);
    }

    public static long of(byte[] bytes) {
        return of(bytes, 0, bytes.length);
    }

    public static long of(byte[] bytes, int from, int to) {
        long hash = (long) to - from;
        for (int i = from; i < to; i++) {
            hash = with(hash, bytes[i] & 0xFF);
        }
        return mixed(hash);
    }

    /** The hash of ASCII text in lower case, equal to that of the lowered string. */
    public static long ofLowered(byte[] bytes, int from, int to) {
        long hash = (long) to - from;
        for (int i = from; i < to; i++) {
            hash = with(hash, Ascii.lower(bytes[i]));
        }
        return mixed(hash);
    }

    /** The hash of a DN's key, from the hashes of its first component and of the container's key. */
    public static long ofDistinguishedName(long component, long container) {
        return mixed(component * PRIME ^ container);
    }

    public static long of(ObjectGuid guid) {
        return ofGuid(guid.high(), guid.low());
    }

    public static long ofGuid(long high, long low) {
        return mixed(mixed(high) * PRIME ^ low);
    }

    private static long with(long hash, int unit) {
        long next = (hash ^ unit) * PRIME;
        return next ^ next >>> 29;
    }

    public static long of(ObjectSid sid) {
        return of(sid.toBytes());
    }

    private static long mixed(long value) {
        long hash = (value ^ (value >>> 32)) * 0xD6E8FEB86659FD93L;
        hash = (hash ^ (hash >>> 32)) * 0xD6E8FEB86659FD93L;
        return hash ^ (hash >>> 32);
    }
}
