package org.adcache.doctor;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import javax.net.ssl.X509TrustManager;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.directory.DirectoryConfig;
import org.adcache.directory.ServerAddress;
import org.adcache.directory.connect.ControllerKdcs;
import org.adcache.directory.connect.ControllerProbe;
import org.adcache.directory.connect.Deadline;
import org.adcache.directory.controllers.DnsSrvLookup;
import org.adcache.directory.controllers.DomainControllers;
import org.adcache.directory.controllers.SiteFinder;
import org.adcache.directory.controllers.SrvLookup;
import org.adcache.tls.ShownCertificate;

/**
 * Discovery of a domain of which only the name is known: its controllers and KDCs in DNS, their certificates, its realm
 * and its naming context. It logs in nowhere, stores nothing, and ends within twenty seconds.
 */
public final class DomainDiscovery {
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final Duration DNS = Duration.ofSeconds(10);
    /** More would be tried by nobody who waits for a page. */
    private static final int TRIED = 8;

    private final DirectoryConfig config;
    private final SrvLookup dns;
    private final SiteFinder sites;
    private final Clock clock;
    private final Executor workers;

    /**
     * @param config the domain, and its servers if they are known
     * @param workers for name resolution and connection attempts, a thread for each
     */
    public DomainDiscovery(DirectoryConfig config, Clock clock, Executor workers) {
        this(config, new DnsSrvLookup(), SiteFinder.of(config.domain(), clock), clock, workers);
    }

    DomainDiscovery(DirectoryConfig config, SrvLookup dns, SiteFinder sites, Clock clock, Executor workers) {
        this.config = config;
        this.dns = dns;
        this.sites = sites;
        this.clock = clock;
        this.workers = workers;
    }

    /**
     * Looks for the domain.
     *
     * @param anchors what the certificates are compared with
     */
    public DiscoveredDomain discover(X509TrustManager anchors) {
        Deadline deadline = new Deadline(clock.instant().plus(LONGEST), clock);
        TimeLimiter limiter = new TimeLimiter(workers, deadline);
        List<Problem> problems = new ArrayList<>();
        TimeLimiter.Started<List<String>> listedKdcs = limiter.start(() ->
                new AccountKdcs(config, Optional.empty(), dns, realm -> List.of()).find(List.of(), new ArrayList<>()));
        List<ServerAddress> servers = servers(limiter, problems);
        Map<ServerAddress, ControllerProbe.Seen> seen = look(servers, anchors, deadline, limiter);
        return document(servers, seen, kdcs(listedKdcs, seen, problems), problems);
    }

    private List<ServerAddress> servers(TimeLimiter limiter, List<Problem> problems) {
        try {
            return limiter.start(() -> new DomainControllers(config, dns, sites, new Random()).inOrder())
                    .within(DNS)
                    .orElseGet(() -> {
                        problems.add(new Problem(
                                ProblemType.DNS_FAILED,
                                "DNS did not say in time which domain controllers " + config.domain() + " has.",
                                "Let this machine ask the domain's DNS servers, or name the domain controllers with the"
                                        + " key \"servers\"."));
                        return List.of();
                    });
        } catch (ExecutionException e) {
            problems.add(known(e));
            return List.of();
        }
    }

    private static Problem known(ExecutionException failure) {
        if (failure.getCause() instanceof ProblemException known) {
            return known.problem();
        }
        throw new IllegalStateException("the discovery failed unexpectedly", failure.getCause());
    }

    private Map<ServerAddress, ControllerProbe.Seen> look(
            List<ServerAddress> servers, X509TrustManager anchors, Deadline deadline, TimeLimiter limiter) {
        ControllerProbe probe = new ControllerProbe(config, anchors, deadline);
        Map<ServerAddress, TimeLimiter.Started<ControllerProbe.Seen>> started = new LinkedHashMap<>();
        servers.stream().limit(TRIED).forEach(server -> started.put(server, limiter.start(() -> probe.look(server))));
        Map<ServerAddress, ControllerProbe.Seen> seen = new LinkedHashMap<>();
        started.forEach((server, look) -> seen.put(server, awaited(server, look)));
        return seen;
    }

    private static ControllerProbe.Seen awaited(ServerAddress server, TimeLimiter.Started<ControllerProbe.Seen> look) {
        try {
            return look.within(LONGEST).orElseGet(() -> tooSlow(server));
        } catch (ExecutionException e) {
            throw new IllegalStateException("the look at a controller failed unexpectedly", e.getCause());
        }
    }

    private static ControllerProbe.Seen tooSlow(ServerAddress server) {
        Problem problem = new Problem(
                ProblemType.CONNECT_TIMEOUT,
                server + " did not answer in time.",
                "Check that the domain controller runs and that no firewall drops TCP port " + server.port() + ".");
        return new ControllerProbe.Seen(
                List.of(), Optional.empty(), Optional.of(problem), false, Optional.empty(), Optional.empty());
    }

    /** Those that DNS lists; else the controllers that answer, each of which is one. */
    private List<String> kdcs(
            TimeLimiter.Started<List<String>> listed,
            Map<ServerAddress, ControllerProbe.Seen> seen,
            List<Problem> problems) {
        List<String> controllers = new ControllerKdcs(config)
                .of(seen.entrySet().stream()
                        .filter(entry -> entry.getValue().connected())
                        .map(Map.Entry::getKey)
                        .toList());
        try {
            return listed.within(DNS).orElse(controllers);
        } catch (ExecutionException e) {
            if (controllers.isEmpty() && problems.isEmpty()) {
                problems.add(known(e));
            }
            return controllers;
        }
    }

    private DiscoveredDomain document(
            List<ServerAddress> servers,
            Map<ServerAddress, ControllerProbe.Seen> seen,
            List<String> kdcs,
            List<Problem> problems) {
        boolean listed = config.servers().isEmpty();
        List<DiscoveredDomain.Controller> controllers = servers.stream()
                .map(server -> {
                    Optional<ControllerProbe.Seen> look = Optional.ofNullable(seen.get(server));
                    return new DiscoveredDomain.Controller(
                            server,
                            listed,
                            look.map(ControllerProbe.Seen::connected),
                            look.flatMap(one -> one.failure().or(one::refused)));
                })
                .toList();
        List<ControllerProbe.Seen> answering =
                seen.values().stream().filter(ControllerProbe.Seen::connected).toList();
        List<ControllerProbe.Seen> ofDomain =
                answering.stream().filter(one -> one.failure().isEmpty()).toList();
        return new DiscoveredDomain(
                config.domain(),
                ofDomain.stream()
                        .flatMap(one -> one.realm().stream())
                        .findFirst()
                        .orElse(config.realm()),
                controllers,
                kdcs,
                ofDomain.stream().flatMap(one -> one.namingContext().stream()).findFirst(),
                seen.values().stream()
                        .flatMap(one -> one.chain().stream())
                        .map(ShownCertificate::of)
                        .distinct()
                        .toList(),
                !answering.isEmpty()
                        && answering.stream().allMatch(one -> one.refused().isEmpty()),
                problems);
    }
}
