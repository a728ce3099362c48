package org.adcache.account;

import java.util.Objects;

/**
 * Error report with a remedy, in words an administrator can act on. Both may quote a server, so they are kept to one
 * line without control characters.
 *
 * @param type the kind of failure, whose code an administrator looks up
 * @param detail one or two sentences: the step that failed, the server, its message; no personal data, no stack trace
 * @param remedy what to do about it
 */
public record Problem(ProblemType type, String detail, String remedy) {
    public Problem {
        Objects.requireNonNull(type, "type");
        detail = CleanText.line(Objects.requireNonNull(detail, "detail"));
        remedy = CleanText.line(Objects.requireNonNull(remedy, "remedy"));
    }

    @Override
    public String toString() {
        return type + ": " + detail + " " + remedy;
    }
}
