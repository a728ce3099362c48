package org.adcache.account;

import java.util.Objects;

/**
 * Error report with a remedy, in words an administrator can act on.
 *
 * @param type a stable code, lower case with dashes, for instance {@code tls-untrusted-ca}
 * @param detail one or two sentences: the step that failed, the server, its message; no personal data, no stack trace
 * @param remedy what to do about it
 */
public record Problem(String type, String detail, String remedy) {
    public Problem {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(detail, "detail");
        Objects.requireNonNull(remedy, "remedy");
    }

    @Override
    public String toString() {
        return type + ": " + detail + " " + remedy;
    }
}
