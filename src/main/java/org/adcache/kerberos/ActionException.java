package org.adcache.kerberos;

/** Carries what an action threw that ran as the logged-in principal. */
public final class ActionException extends Exception {
    private static final long serialVersionUID = 1;

    ActionException(Throwable cause) {
        super(cause);
    }
}
