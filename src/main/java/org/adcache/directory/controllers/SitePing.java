package org.adcache.directory.controllers;

import java.util.Optional;

/** Asks a domain controller in which site this machine is. */
@FunctionalInterface
public interface SitePing {
    /** Empty if it does not answer, or not in time. */
    Optional<PingAnswer> ask(String host);
}
