package org.adcache.http.telemetry;

import java.util.Locale;

/** Result of a request as metrics name it: what the caller learnt, or the class of the error. */
public enum RequestResult {
    /** Answered; used by routes that don't look for one account. */
    OK,
    FOUND,
    NOT_FOUND,
    /** The copy can't tell: 503. */
    UNKNOWN,
    /** No credential, a wrong one, or one without the scope. */
    DENIED,
    /** A rate or a budget is used up. */
    LIMITED,
    /** Any other error of the caller. */
    INVALID,
    /** An error of the service. */
    FAILED;

    private static final int SUCCESS = 2;
    private static final int CLIENT_ERROR = 4;
    private static final int CLASS = 100;

    /**
     * The result of an answer.
     *
     * @param success the result of an answer without an error
     */
    static RequestResult of(int status, RequestResult success) {
        return switch (status) {
            case 401, 403 -> DENIED;
            case 404 -> NOT_FOUND;
            case 429 -> LIMITED;
            case 503 -> UNKNOWN;
            default -> status / CLASS <= SUCCESS + 1 ? success : status / CLASS == CLIENT_ERROR ? INVALID : FAILED;
        };
    }

    /** Its value in metrics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
