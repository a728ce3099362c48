package org.adcache.directory;

import java.util.List;
import javax.naming.NamingException;

/** Asks DNS for the SRV records of a name. */
@FunctionalInterface
interface SrvLookup {
    List<SrvRecord> lookup(String name) throws NamingException;
}
