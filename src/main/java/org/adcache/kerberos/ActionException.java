package org.adcache.kerberos;

import java.util.Objects;

/** Carries what an action threw that ran as the logged-in principal. */
public final class ActionException extends Exception {
    private static final long serialVersionUID = 1;

    ActionException(Throwable cause) {
        super(cause);
    }

    /** What the action threw. */
    @Override
    public synchronized Throwable getCause() {
        return Objects.requireNonNull(super.getCause());
    }
}
