package org.adcache.http.problem;

import java.util.Arrays;
import java.util.OptionalInt;
import org.adcache.account.ProblemType;

/** Kinds of problem answers: their names, the last part of {@code type}, belong to the interface. */
public enum ProblemKind {
    BAD_REQUEST("bad-request", 400, "Bad request"),
    UNAUTHORIZED("unauthorized", 401, "Unauthorized"),
    FORBIDDEN("forbidden", 403, "Forbidden"),
    NOT_FOUND("not-found", 404, "Not found"),
    UNKNOWN_CONNECTION("unknown-connection", 404, "Unknown connection"),
    METHOD_NOT_ALLOWED("method-not-allowed", 405, "Method not allowed"),
    CHANGE_WHILE_DISABLED(ProblemType.INTEGRATION_DISABLED.code(), 409, "Integration disabled"),
    TOKEN_NAME_TAKEN(ProblemType.TOKEN_NAME_TAKEN.code(), 409, "Token name taken"),
    DECLARED_IN_FILE("declared-in-file", 409, "Declared in the configuration file"),
    BODY_TOO_SLOW("body-too-slow", 408, "Body too slow"),
    PRECONDITION_FAILED("precondition-failed", 412, "Precondition failed"),
    PAYLOAD_TOO_LARGE("payload-too-large", 413, "Payload too large"),
    ADDRESS_TOO_LONG("address-too-long", 414, "Address too long"),
    EXPECTATION_FAILED("expectation-failed", 417, "Expectation failed"),
    CONFIGURATION("configuration", 422, "Configuration refused"),
    UPGRADE_REQUIRED("upgrade-required", 426, "Upgrade required"),
    HEADERS_TOO_LARGE("headers-too-large", 431, "Headers too large"),
    TOO_MANY_REQUESTS("too-many-requests", 429, "Too many requests", 5),
    INTERNAL_ERROR(ProblemType.INTERNAL_ERROR.code(), 500, "Internal error"),
    INTEGRATION_DISABLED(ProblemType.INTEGRATION_DISABLED.code(), 503, "Integration disabled", 60),
    NOT_IMPLEMENTED("not-implemented", 501, "Not implemented"),
    HTTP_VERSION_NOT_SUPPORTED("http-version-not-supported", 505, "HTTP version not supported"),
    NEVER_SYNCED("never-synced", 503, "Never synced", 5),
    TOO_STALE("too-stale", 503, "Too stale", 30),
    ATTRIBUTE_UNREADABLE("attribute-unreadable", 503, "Attribute unreadable", 60),
    SSO_UNAVAILABLE(ProblemType.SSO_UNAVAILABLE.code(), 503, "Single sign-on unavailable", 60);

    private final String label;
    private final int status;
    private final String title;
    private final OptionalInt retryAfterSeconds;

    ProblemKind(String label, int status, String title) {
        this(label, status, title, OptionalInt.empty());
    }

    ProblemKind(String label, int status, String title, int retryAfterSeconds) {
        this(label, status, title, OptionalInt.of(retryAfterSeconds));
    }

    ProblemKind(String label, int status, String title, OptionalInt retryAfterSeconds) {
        this.label = label;
        this.status = status;
        this.title = title;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** The kind for a status chosen by Jetty or Javalin: its own kind, else that of client or server errors. */
    static ProblemKind ofStatus(int status) {
        return Arrays.stream(values())
                .filter(kind -> kind.status == status)
                .findFirst()
                .orElse(status < 500 ? BAD_REQUEST : INTERNAL_ERROR);
    }

    public String label() {
        return label;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    OptionalInt retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
