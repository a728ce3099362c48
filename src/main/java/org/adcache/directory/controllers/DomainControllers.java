package org.adcache.directory.controllers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.directory.DirectoryConfig;
import org.adcache.directory.ServerAddress;
import org.adcache.directory.TlsConfig;
import org.adcache.kerberos.KeytabCheck;
import org.adcache.kerberos.KeytabEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Domain controllers of a domain: the configured ones, else those listed in DNS, first those of this machine's site
 * under {@code _ldap._tcp.<site>._sites.dc._msdcs.<domain>}, then all under {@code _ldap._tcp.dc._msdcs.<domain>}
 * (MS-ADTS 6.3.6.1), each by priority and, within one priority, at random by weight (RFC 2782). Read-only controllers of
 * the site come last: they hold a filtered copy. DNS answers are not authenticated, and the TLS host-name check trusts the name they yield, so a target outside the domain is rejected.
 */
public final class DomainControllers {
    private static final Logger log = LoggerFactory.getLogger(DomainControllers.class);
    private static final int LDAPS = 636;
    private static final int LDAP = 389;
    private static final String REMEDY =
            "Let this machine ask the domain's DNS servers, or name the domain controllers with the key \"servers\".";

    private final DirectoryConfig config;
    private final SrvLookup dns;
    private final SiteFinder sites;
    private final Random random;

    public DomainControllers(DirectoryConfig config, SrvLookup dns, SiteFinder sites, Random random) {
        this.config = config;
        this.dns = dns;
        this.sites = sites;
        this.random = random;
    }

    /** The servers in order, at least one. */
    public List<ServerAddress> inOrder() throws ProblemException {
        return config.servers().isEmpty() ? discovered() : config.servers();
    }

    /**
     * The servers that are as good as the first: of the configured ones only that; of those in DNS all writable ones of
     * this machine's site, or else of the domain, with the best priority.
     */
    public List<ServerAddress> best() throws ProblemException {
        if (!config.servers().isEmpty()) {
            return config.servers().subList(0, 1);
        }
        Found found = find();
        List<SrvRecord> near = found.near().stream().filter(found::isWritable).toList();
        List<SrvRecord> first = near.isEmpty() ? found.all() : near;
        return first.stream()
                .filter(record -> record.priority() == first.get(0).priority()
                        && found.isWritable(record) == found.isWritable(first.get(0)))
                .map(this::address)
                .toList();
    }

    private List<ServerAddress> discovered() throws ProblemException {
        return find().all().stream().map(this::address).distinct().toList();
    }

    private record Found(List<SrvRecord> near, List<SrvRecord> anywhere, Set<String> readOnly) {
        /** As far as is known: only controllers of this machine's site are asked. */
        boolean isWritable(SrvRecord record) {
            return !readOnly.contains(record.host());
        }

        List<SrvRecord> all() {
            return writableFirst(Stream.concat(near.stream(), anywhere.stream()).toList(), readOnly);
        }
    }

    private Found find() throws ProblemException {
        String name = "_ldap._tcp.dc._msdcs." + config.domain();
        List<SrvRecord> records = ask(name);
        List<SrvRecord> inside =
                records.stream().filter(record -> isInDomain(record.host())).toList();
        if (inside.isEmpty()) {
            throw new ProblemException(new Problem(
                    records.isEmpty() ? ProblemType.DNS_NO_SERVERS : ProblemType.DNS_FOREIGN_SERVERS,
                    records.isEmpty()
                            ? "DNS lists no domain controllers under " + name + "."
                            : "DNS lists domain controllers under " + name + ", but none in the domain "
                                    + config.domain() + ": " + records.get(0).host() + ".",
                    remedy()));
        }
        List<SrvRecord> anywhere = ordered(inside);
        List<SrvRecord> near = sites.site(anywhere.stream().map(SrvRecord::host).toList())
                .map(this::inSite)
                .orElse(List.of());
        Set<String> readOnly = sites.readOnly(near.stream().map(SrvRecord::host).toList());
        return new Found(writableFirst(near, readOnly), anywhere, readOnly);
    }

    /** A stable sort: read-only controllers come last, otherwise the order stays. */
    private static List<SrvRecord> writableFirst(List<SrvRecord> records, Set<String> readOnly) {
        return records.stream()
                .sorted(Comparator.comparing(record -> readOnly.contains(record.host())))
                .toList();
    }

    private ServerAddress address(SrvRecord record) {
        // SRV records hold the plain LDAP port; the LDAPS port isn't in DNS.
        return new ServerAddress(record.host(), config.tls().mode() == TlsConfig.Mode.LDAPS ? LDAPS : LDAP);
    }

    /** The servers of a site; empty if DNS lists none, because the domain's other servers follow. */
    private List<SrvRecord> inSite(String site) {
        String name = "_ldap._tcp." + site + "._sites.dc._msdcs." + config.domain();
        try {
            return ordered(dns.lookup(name).stream()
                    .filter(record -> isInDomain(record.host()))
                    .toList());
        } catch (NamingException e) {
            log.debug("DNS lists no servers under {}", name, e);
            return List.of();
        }
    }

    /** A name that DNS doesn't know is most often a wrong one, which the keytab may tell. */
    private String remedy() {
        try {
            List<String> realms = new KeytabCheck(config.keytab())
                    .report().entries().stream()
                            .map(KeytabEntry::realm)
                            .distinct()
                            .toList();
            if (!realms.isEmpty() && !realms.contains(config.realm())) {
                return "Is the domain " + config.domain() + " right? The keytab's realm is " + String.join(", ", realms)
                        + ". If it is: " + REMEDY;
            }
        } catch (ProblemException e) {
            log.debug("{}: the keytab tells no realm: {}", config.id(), e.problem());
        }
        return REMEDY;
    }

    private List<SrvRecord> ask(String name) throws ProblemException {
        try {
            return dns.lookup(name);
        } catch (NameNotFoundException e) {
            throw new ProblemException(
                    new Problem(
                            ProblemType.DNS_NO_SERVERS,
                            "DNS knows no domain controllers: there is no " + name + ".",
                            remedy()),
                    e);
        } catch (NamingException e) {
            throw new ProblemException(
                    new Problem(ProblemType.DNS_FAILED, "DNS did not answer the question for " + name + ".", remedy()),
                    e);
        }
    }

    private boolean isInDomain(String host) {
        return host.endsWith("." + config.domain());
    }

    private List<SrvRecord> ordered(List<SrvRecord> records) {
        TreeMap<Integer, List<SrvRecord>> byPriority = new TreeMap<>();
        records.forEach(record -> byPriority
                .computeIfAbsent(record.priority(), priority -> new ArrayList<>())
                .add(record));
        List<SrvRecord> ordered = new ArrayList<>();
        for (List<SrvRecord> same : byPriority.values()) {
            while (!same.isEmpty()) {
                ordered.add(same.remove(draw(same)));
            }
        }
        return ordered;
    }

    private int draw(List<SrvRecord> records) {
        int total = records.stream().mapToInt(SrvRecord::weight).sum();
        int drawn = random.nextInt(total + 1);
        for (int i = 0; i < records.size(); i++) {
            drawn -= records.get(i).weight();
            if (drawn <= 0) {
                return i;
            }
        }
        return records.size() - 1;
    }
}
