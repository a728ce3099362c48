package org.adcache.demo.schema;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Attribute syntax: how values are compared and sent. */
public enum Syntax {
    /** Unicode text, compared as {@link Collation} says. */
    TEXT,
    /** A decimal number. */
    INTEGER,
    /** {@code TRUE} or {@code FALSE}. */
    BOOLEAN,
    /** A generalised time such as {@code 20260101000000.0Z}. */
    TIME,
    /** The name of an object class. */
    CLASS,
    /** The distinguished name of another entry. */
    NAME,
    /** A forward or back link: names of other entries that follow when those are renamed. */
    LINK,
    /** A GUID: text with dashes here, 16 bytes with the first three fields little-endian on the wire. */
    GUID {
        @Override
        public byte[] toBytes(String value) {
            return AdBinary.guidBytes(UUID.fromString(value));
        }
    },
    /** A SID: {@code S-1-…} here, binary on the wire. */
    SID {
        @Override
        public byte[] toBytes(String value) {
            return AdBinary.sidBytes(value);
        }
    };

    /** Whether values are bytes, not text, on the wire. */
    public boolean binary() {
        return this == GUID || this == SID;
    }

    /** Encodes a value for the wire. */
    public byte[] toBytes(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }
}
