package org.adcache.itest;

import java.util.Locale;

/** DNS name of an Active Directory domain, and the names that follow from it. */
record DomainName(String dns) {
    String realm() {
        return dns.toUpperCase(Locale.ROOT);
    }

    /** The first label, in upper case. */
    String netbios() {
        return dns.substring(0, dns.indexOf('.')).toUpperCase(Locale.ROOT);
    }

    /** The distinguished name of the naming context. */
    String base() {
        return "DC=" + dns.replace(".", ",DC=");
    }

    /** The full name of a host of the domain. */
    String host(String name) {
        return name + "." + dns;
    }
}
