package org.adcache.index.record;

import java.util.Arrays;
import org.adcache.account.ObjectSid;
import org.adcache.index.array.TokenInterner;
import org.adcache.store.ImageInput;
import org.adcache.store.ImageOutput;
import org.adcache.store.StoreException;

/** Interner of SIDs: numbers distinct ones. Filled by one thread, then read-only. */
public final class Sids {
    /** The number of a SID that was not added. */
    public static final int NONE = TokenInterner.NONE;

    private final TokenInterner bytes;

    public Sids() {
        this(new TokenInterner());
    }

    private Sids(TokenInterner bytes) {
        this.bytes = bytes;
    }

    public void write(ImageOutput out) throws StoreException {
        bytes.write(out);
    }

    public static Sids read(ImageInput in) throws StoreException {
        return new Sids(TokenInterner.read(in));
    }

    public int idOf(ObjectSid sid) {
        return bytes.idOf(sid.toBytes());
    }

    public int idOf(byte[] sid, int from, int to) {
        return bytes.idOf(sid, from, to);
    }

    public int find(ObjectSid sid) {
        return bytes.find(sid.toBytes());
    }

    public ObjectSid sid(int id) {
        return ObjectSid.fromBytes(bytes.token(id));
    }

    /** Builds a SID of its domain's bytes and its relative identifier. */
    static ObjectSid withRelativeId(byte[] domain, int relativeId) {
        byte[] sid = Arrays.copyOf(domain, domain.length + Integer.BYTES);
        int rest = relativeId;
        for (int i = domain.length; i < sid.length; i++) {
            sid[i] = (byte) rest;
            rest >>>= Byte.SIZE;
        }
        return ObjectSid.fromBytes(sid);
    }

    public int size() {
        return bytes.size();
    }
}
