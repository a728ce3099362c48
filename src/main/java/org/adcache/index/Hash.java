package org.adcache.index;

import org.adcache.account.ObjectGuid;
import org.adcache.account.ObjectSid;

/** 64-bit hashes of keys. They only say where to look: whoever finds something compares the key itself. */
final class Hash {
    private static final long PRIME = 0x9E3779B97F4A7C15L;

    private Hash() {}

    static long of(String key) {
        long hash = key.length();
        for (int i = 0; i < key.length(); i++) {
            hash = (hash ^ key.charAt(i)) * PRIME;
            hash ^= hash >>> 29;
        }
        return mixed(hash);
    }

    static long of(byte[] bytes) {
        long hash = bytes.length;
        for (byte b : bytes) {
            hash = (hash ^ (b & 0xFF)) * PRIME;
            hash ^= hash >>> 29;
        }
        return mixed(hash);
    }

    static long of(ObjectGuid guid) {
        return mixed(mixed(guid.high()) * PRIME ^ guid.low());
    }

    static long of(ObjectSid sid) {
        return of(sid.toBytes());
    }

    private static long mixed(long value) {
        long hash = (value ^ (value >>> 32)) * 0xD6E8FEB86659FD93L;
        hash = (hash ^ (hash >>> 32)) * 0xD6E8FEB86659FD93L;
        return hash ^ (hash >>> 32);
    }
}
