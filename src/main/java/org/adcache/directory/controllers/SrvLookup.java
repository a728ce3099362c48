package org.adcache.directory.controllers;

import java.util.List;
import javax.naming.NamingException;

/** DNS lookup of the SRV records of a name. */
@FunctionalInterface
public interface SrvLookup {
    List<SrvRecord> lookup(String name) throws NamingException;
}
