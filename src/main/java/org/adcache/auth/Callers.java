package org.adcache.auth;

/** Callers that the service admits. */
public enum Callers {
    /** Callers with a token. */
    WITH_TOKEN,
    /** Everyone on this machine, if the request's Host is a loopback name: the demo. */
    ON_THIS_MACHINE
}
