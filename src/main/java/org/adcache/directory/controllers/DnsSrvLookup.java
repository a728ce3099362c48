package org.adcache.directory.controllers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import javax.naming.Context;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.InitialDirContext;

/**
 * SRV lookup through JNDI, the only DNS client in the JDK, at the system's DNS servers with short time-outs. The JNDI
 * provider is fixed to DNS, which returns text, never objects.
 */
@SuppressWarnings("BanJNDI")
public final class DnsSrvLookup implements SrvLookup {
    @Override
    public List<SrvRecord> lookup(String name) throws NamingException {
        Properties environment = new Properties();
        environment.setProperty(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        environment.setProperty(Context.PROVIDER_URL, "dns:");
        environment.setProperty("com.sun.jndi.dns.timeout.initial", "2000");
        environment.setProperty("com.sun.jndi.dns.timeout.retries", "2");
        InitialDirContext context = new InitialDirContext(environment);
        try {
            Attribute records =
                    context.getAttributes(name, new String[] {"SRV"}).get("SRV");
            List<SrvRecord> found = new ArrayList<>();
            if (records != null) {
                NamingEnumeration<?> values = records.getAll();
                while (values.hasMore()) {
                    found.add(parse(String.valueOf(values.next())));
                }
            }
            return found;
        } finally {
            context.close();
        }
    }

    /** Parses {@code 0 100 389 dc1.corp.example.}. */
    static SrvRecord parse(String text) throws NamingException {
        String[] parts = text.trim().split(" +", -1);
        try {
            String host = parts[3].endsWith(".") ? parts[3].substring(0, parts[3].length() - 1) : parts[3];
            return new SrvRecord(
                    Integer.parseInt(parts[0]),
                    Integer.parseInt(parts[1]),
                    Integer.parseInt(parts[2]),
                    host.toLowerCase(Locale.ROOT));
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            NamingException malformed = new NamingException("malformed SRV record");
            malformed.initCause(e);
            throw malformed;
        }
    }
}
