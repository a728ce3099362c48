package org.adcache.auth;

/** Whom the service answers. */
public enum Callers {
    /** Callers with a token. */
    WITH_TOKEN,
    /** Everybody on this machine, if the request's Host is a loopback name: the demo. */
    ON_THIS_MACHINE
}
