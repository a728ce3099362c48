package org.adcache.directory.controllers;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Active Directory site of this machine, empty if no controller knows it, and which controllers are read-only. A few
 * controllers are pinged at the same time, so that dead ones among them cost no more than one. What they say is kept
 * for one hour; if none answers, others are asked after a minute.
 */
public final class SiteFinder {
    private static final Logger log = LoggerFactory.getLogger(SiteFinder.class);
    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration MISS_KEPT = Duration.ofMinutes(1);
    /** As many threads, each for the three seconds at most that a dead controller costs. */
    private static final int ASKED = 5;

    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_-]{1,63}");

    private final SitePing ping;
    private final Clock clock;
    private final Set<String> asked = new HashSet<>();
    private final Map<String, PingAnswer> answers = new HashMap<>();
    private Optional<String> site = Optional.empty();
    private Instant until = Instant.MIN;

    public SiteFinder(SitePing ping, Clock clock) {
        this.ping = ping;
        this.clock = clock;
    }

    /** Site finder that pings the domain's controllers. */
    public static SiteFinder of(String domain, Clock clock) {
        return new SiteFinder(new LdapPing(domain), clock);
    }

    /**
     * This machine's site; empty if no controller knows it.
     *
     * @param controllers of the domain, in the order in which to query them
     */
    public synchronized Optional<String> site(List<String> controllers) {
        Instant now = clock.instant();
        if (!now.isBefore(until)) {
            asked.clear();
            answers.clear();
            Map<String, PingAnswer> latest = ask(controllers);
            site = latest.values().stream()
                    .flatMap(answer -> answer.clientSite().stream())
                    .findFirst()
                    .filter(name -> LABEL.matcher(name).matches());
            until = now.plus(latest.isEmpty() ? MISS_KEPT : KEPT);
            log.debug("this machine is in the site {}", site);
        }
        return site;
    }

    /** Those of the controllers that say that they are read-only; the first few are asked. */
    synchronized Set<String> readOnly(List<String> controllers) {
        ask(controllers);
        return controllers.stream()
                .filter(host -> answers.containsKey(host) && answers.get(host).readOnly())
                .collect(Collectors.toSet());
    }

    /** Pings the first controllers that weren't asked, and returns their answers in the given order. */
    private Map<String, PingAnswer> ask(List<String> controllers) {
        List<String> hosts =
                controllers.stream().distinct().limit(ASKED).filter(asked::add).toList();
        Map<String, PingAnswer> latest = new LinkedHashMap<>();
        if (!hosts.isEmpty()) {
            ExecutorService threads = Executors.newFixedThreadPool(hosts.size(), SiteFinder::thread);
            try {
                Map<String, Future<Optional<PingAnswer>>> pings = new LinkedHashMap<>();
                hosts.forEach(host -> pings.put(host, threads.submit(() -> ping.ask(host))));
                pings.forEach((host, answer) -> answered(host, answer).ifPresent(given -> latest.put(host, given)));
            } finally {
                threads.shutdownNow();
            }
        }
        answers.putAll(latest);
        return latest;
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "site-ping");
        thread.setDaemon(true);
        return thread;
    }

    /** The answer of a ping, which ends by itself. */
    private static Optional<PingAnswer> answered(String host, Future<Optional<PingAnswer>> ping) {
        try {
            return ping.get();
        } catch (ExecutionException e) {
            log.debug("{} could not be pinged", host, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }
}
