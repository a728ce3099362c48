package org.adcache.kerberos;

import java.util.Objects;

/** Wrapper of an exception that an action threw while running as the logged-in principal. */
public final class ActionException extends Exception {
    private static final long serialVersionUID = 1;

    ActionException(Throwable cause) {
        super(cause);
    }

    /** The exception that the action threw. */
    @Override
    public synchronized Throwable getCause() {
        return Objects.requireNonNull(super.getCause());
    }
}
