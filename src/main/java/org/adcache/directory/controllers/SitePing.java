package org.adcache.directory.controllers;

import java.util.Optional;

/** Query to a domain controller for the site of this machine. */
@FunctionalInterface
public interface SitePing {
    /** The answer; empty if none arrives in time. */
    Optional<PingAnswer> ask(String host);
}
