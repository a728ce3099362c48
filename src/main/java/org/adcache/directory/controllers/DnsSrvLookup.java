package org.adcache.directory.controllers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    /** Servers of one domain; more would only be tried one after the other. */
    static final int MOST = 1000;

    private static final int MOST_16_BITS = 0xFFFF;
    private static final Pattern RECORD =
            Pattern.compile("(\\d{1,5}) +(\\d{1,5}) +(\\d{1,5}) +([A-Za-z0-9_][A-Za-z0-9_.-]{0,252}?)\\.?");

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
                while (values.hasMore() && found.size() < MOST) {
                    parse(String.valueOf(values.next())).ifPresent(found::add);
                }
            }
            return found;
        } finally {
            context.close();
        }
    }

    /** Parses {@code 0 100 389 dc1.corp.example.}; empty if it is no SRV record of a host name. */
    static Optional<SrvRecord> parse(String text) {
        Matcher record = RECORD.matcher(text.strip());
        if (!record.matches()) {
            return Optional.empty();
        }
        int priority = Integer.parseInt(record.group(1));
        int weight = Integer.parseInt(record.group(2));
        int port = Integer.parseInt(record.group(3));
        return priority > MOST_16_BITS || weight > MOST_16_BITS || port > MOST_16_BITS
                ? Optional.empty()
                : Optional.of(
                        new SrvRecord(priority, weight, port, record.group(4).toLowerCase(Locale.ROOT)));
    }
}
