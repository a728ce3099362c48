package org.adcache.auth;

import java.util.Optional;
import org.adcache.account.Problem;

/** Rejection of a caller. Its text contains no secret; it has no stack trace, because it is an expected outcome. */
public final class NotAdmittedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Reason reason;
    private final RequiredScope required;
    private final transient Optional<Problem> problem;

    /** Why the caller was not admitted. */
    public enum Reason {
        NO_CREDENTIAL,
        /** The token is unknown, revoked or expired. */
        UNKNOWN_CREDENTIAL,
        /** The session has ended. */
        SESSION_ENDED,
        /** The client's certificate is foreign, expired, revoked, or none of a configured client. */
        CERTIFICATE_REFUSED,
        /** A page of another site sent the request, or nothing says that one of ours did. */
        FOREIGN_PAGE,
        /** A change in a session lacks its CSRF token. */
        CSRF_TOKEN_MISSING,
        /** A Kerberos ticket is refused, or its owner has no access. */
        TICKET_REFUSED,
        /** The caller is known, but lacks the required scope. */
        SCOPE_MISSING
    }

    NotAdmittedException(Reason reason, RequiredScope required) {
        this(reason, required, Optional.empty());
    }

    private NotAdmittedException(Reason reason, RequiredScope required, Optional<Problem> problem) {
        super(reason + ", required: " + required, null, false, false);
        this.reason = reason;
        this.required = required;
        this.problem = problem;
    }

    /** The rejection of a sign-in that a page of another site requests. */
    public static NotAdmittedException foreignPage() {
        return new NotAdmittedException(Reason.FOREIGN_PAGE, RequiredScope.ANY);
    }

    /** The rejection of a ticket. */
    public static NotAdmittedException ofTicket(Problem problem) {
        return new NotAdmittedException(Reason.TICKET_REFUSED, RequiredScope.ANY, Optional.of(problem));
    }

    /** What is wrong with the ticket; empty for all other reasons. */
    public Optional<Problem> problem() {
        return problem;
    }

    public Reason reason() {
        return reason;
    }

    /** What the route requires. */
    public RequiredScope required() {
        return required;
    }
}
