package org.adcache.doctor;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.naming.NamingException;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.directory.DirectoryConfig;
import org.adcache.directory.ServerAddress;
import org.adcache.directory.connect.TlsProblems;
import org.adcache.directory.controllers.DomainControllers;
import org.adcache.directory.controllers.SiteFinder;
import org.adcache.directory.controllers.SrvLookup;
import org.adcache.directory.controllers.SrvRecord;

/** Stage that finds the servers, in the configuration or in DNS, and resolves their names. */
final class DnsStage {
    private static final Duration TIMEOUT = Duration.ofSeconds(8);

    private final DirectoryConfig config;
    private final AccountKdcs kdcs;
    private final SrvLookup dns;
    private final SiteFinder sites;
    private final TimeLimiter limiter;
    private final Random random;

    DnsStage(
            DirectoryConfig config,
            AccountKdcs kdcs,
            SrvLookup dns,
            SiteFinder sites,
            TimeLimiter limiter,
            Random random) {
        this.config = config;
        this.kdcs = kdcs;
        this.dns = dns;
        this.sites = sites;
        this.limiter = limiter;
        this.random = random;
    }

    /**
     * Hosts for the later stages.
     *
     * @param servers in the order in which a sync tries them; empty if none is known
     * @param kdcs {@code host} or {@code host:port}; empty if none is known
     */
    record Hosts(List<ServerAddress> servers, List<String> kdcs) {}

    StageResult<Hosts> examine() {
        List<String> facts = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        List<ServerAddress> servers = servers(facts, problems);
        List<String> found = kdcs(servers, facts, problems);
        List<String> names = Stream.concat(
                        servers.stream().map(ServerAddress::host),
                        found.stream().map(DnsStage::host))
                .distinct()
                .toList();
        Map<String, String> addresses = addresses(names);
        facts.add("Addresses: "
                + addresses.entrySet().stream()
                        .map(entry -> entry.getKey() + ' ' + (entry.getValue().isEmpty() ? "none" : entry.getValue()))
                        .collect(Collectors.joining("; ")));
        List<ServerAddress> known = servers.stream()
                .filter(server -> !addresses.getOrDefault(server.host(), "").isEmpty())
                .toList();
        if (known.isEmpty() && !servers.isEmpty()) {
            problems.add(TlsProblems.unknownHost(
                    servers.stream().map(ServerAddress::host).distinct().collect(Collectors.joining(", "))));
        }
        Hosts hosts = new Hosts(known, found);
        return problems.isEmpty()
                ? StageResult.of(hosts, String.join(". ", facts) + '.')
                : StageResult.failed(hosts, problems.get(0));
    }

    private List<ServerAddress> servers(List<String> facts, List<Problem> problems) {
        if (!config.servers().isEmpty()) {
            facts.add("Servers from the configuration: " + join(config.servers()));
            return config.servers();
        }
        try {
            DomainControllers controllers = new DomainControllers(config, dns, sites, random);
            List<ServerAddress> servers = controllers.inOrder();
            facts.add(records("_ldap._tcp.dc._msdcs." + config.domain()));
            sites.site(List.of()).ifPresent(site -> facts.add("This machine is in the site " + site));
            return servers;
        } catch (ProblemException e) {
            problems.add(e.problem());
            return List.of();
        }
    }

    /** The SRV records; targets outside the domain are not used, because DNS answers are not authenticated. */
    private String records(String name) {
        try {
            List<SrvRecord> records = dns.lookup(name).stream()
                    .sorted(Comparator.comparingInt(SrvRecord::priority).thenComparing(SrvRecord::host))
                    .toList();
            return "SRV " + name + ": " + records.stream().map(this::described).collect(Collectors.joining(", "));
        } catch (NamingException e) {
            return "SRV " + name + " was not answered the second time";
        }
    }

    private String described(SrvRecord record) {
        String text = record.host() + ':' + record.port() + " (priority " + record.priority() + ", weight "
                + record.weight() + ')';
        return record.host().endsWith('.' + config.domain()) ? text : text + " refused, it is outside of the domain";
    }

    private List<String> kdcs(List<ServerAddress> servers, List<String> facts, List<Problem> problems) {
        try {
            return kdcs.find(servers, facts);
        } catch (ProblemException e) {
            problems.add(e.problem());
            return List.of();
        }
    }

    private static String host(String kdc) {
        int colon = kdc.lastIndexOf(':');
        return colon < 0 ? kdc : kdc.substring(0, colon);
    }

    /** Each name's addresses; an empty text if it has none, or if DNS doesn't answer. */
    private Map<String, String> addresses(List<String> names) {
        Map<String, TimeLimiter.Started<InetAddress[]>> started = new LinkedHashMap<>();
        names.forEach(name -> started.put(name, limiter.start(() -> InetAddress.getAllByName(name))));
        Map<String, String> addresses = new LinkedHashMap<>();
        started.forEach((name, lookup) -> addresses.put(name, awaited(lookup)));
        return addresses;
    }

    private static String awaited(TimeLimiter.Started<InetAddress[]> lookup) {
        try {
            Optional<InetAddress[]> found = lookup.within(TIMEOUT);
            return found.stream()
                    .flatMap(Stream::of)
                    .map(InetAddress::getHostAddress)
                    .collect(Collectors.joining(" "));
        } catch (ExecutionException e) {
            return "";
        }
    }

    private static String join(List<ServerAddress> servers) {
        return servers.stream().map(ServerAddress::toString).collect(Collectors.joining(", "));
    }
}
