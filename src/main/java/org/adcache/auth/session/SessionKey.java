package org.adcache.auth.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.adcache.encoding.Sha256;

/** SHA-256 of a session's secret. */
public final class SessionKey {
    /** Name of the cookie; browsers accept the prefix only from the host itself, for all paths (RFC 6265bis, 4.1.3). */
    public static final String COOKIE = "__Host-adcache";

    private static final int ID_DIGITS = 16;

    private final byte[] sha256;

    private SessionKey(byte[] sha256) {
        this.sha256 = sha256;
    }

    static SessionKey of(String secret) {
        return new SessionKey(Sha256.digest(secret.getBytes(StandardCharsets.US_ASCII)));
    }

    /** The key in the value of a header Cookie; empty if it has no session, or several. */
    public static Optional<SessionKey> in(String cookies) {
        Optional<String> secret = Optional.empty();
        for (String cookie : cookies.split(";", -1)) {
            String pair = cookie.strip();
            if (pair.startsWith(COOKIE) && pair.startsWith("=", COOKIE.length())) {
                if (secret.isPresent()) {
                    return Optional.empty();
                }
                secret = Optional.of(pair.substring(COOKIE.length() + 1));
            }
        }
        return secret.map(SessionKey::of);
    }

    /** Name of the session in lists, of which nothing follows for its secret. */
    String id() {
        return Sha256.hex(sha256).substring(0, ID_DIGITS);
    }

    /** Compares in constant time. */
    @Override
    public boolean equals(Object other) {
        return other instanceof SessionKey key && MessageDigest.isEqual(sha256, key.sha256);
    }

    @Override
    public int hashCode() {
        return (sha256[0] & 0xFF) << 24 | (sha256[1] & 0xFF) << 16 | (sha256[2] & 0xFF) << 8 | (sha256[3] & 0xFF);
    }
}
