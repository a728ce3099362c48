package org.adcache.auth;

/** Rejection of a caller. Its text contains no secret; it has no stack trace, because it is an expected outcome. */
public final class NotAdmittedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Reason reason;
    private final RequiredScope required;

    /** Why the caller was not admitted. */
    public enum Reason {
        NO_CREDENTIAL,
        /** The credential is unknown, revoked or expired. */
        UNKNOWN_CREDENTIAL,
        /** The caller is known, but lacks the required scope. */
        SCOPE_MISSING
    }

    NotAdmittedException(Reason reason, RequiredScope required) {
        super(reason + ", required: " + required, null, false, false);
        this.reason = reason;
        this.required = required;
    }

    public Reason reason() {
        return reason;
    }

    /** What the route requires. */
    public RequiredScope required() {
        return required;
    }
}
