package org.adcache.http.telemetry;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Request id: {@code X-Request-Id} as a caller chose it, or a fresh one of 16 hexadecimal digits. */
final class RequestId {
    static final String HEADER = "X-Request-Id";
    private static final int LONGEST = 128;

    private RequestId() {}

    /** The caller's id if it is visible ASCII and not too long, as it goes to logs; else a fresh one. */
    static String of(@Nullable String sent) {
        return sent != null && isValid(sent) ? sent : fresh();
    }

    private static boolean isValid(String id) {
        if (id.isEmpty() || id.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            if (id.charAt(i) <= ' ' || id.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    static String fresh() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }
}
