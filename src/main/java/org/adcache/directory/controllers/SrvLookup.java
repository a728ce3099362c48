package org.adcache.directory.controllers;

import java.util.List;
import javax.naming.NamingException;

/** Asks DNS for the SRV records of a name. */
@FunctionalInterface
public interface SrvLookup {
    List<SrvRecord> lookup(String name) throws NamingException;
}
