package org.adcache.http;

import java.nio.charset.StandardCharsets;

/** Property name in JSON, encoded once: {@code "mail":}. ASCII without escapes only. */
public final class JsonName {
    private final byte[] bytes;

    public JsonName(String name) {
        bytes = ('"' + name + "\":").getBytes(StandardCharsets.US_ASCII);
    }

    int length() {
        return bytes.length;
    }

    void copyTo(byte[] target, int at) {
        System.arraycopy(bytes, 0, target, at, bytes.length);
    }
}
