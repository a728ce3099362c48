package org.adcache.directory.controllers;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Active Directory site of this machine, cached for one hour; empty if no controller knows it. */
public final class SiteFinder {
    private static final Logger log = LoggerFactory.getLogger(SiteFinder.class);
    private static final Duration KEPT = Duration.ofHours(1);
    /** Few, because each may take three seconds not to answer. */
    private static final int ASKED = 2;

    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_-]{1,63}");

    private final SitePing ping;
    private final Clock clock;
    private Optional<String> site = Optional.empty();
    private Instant asked = Instant.MIN;

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
        if (asked.isBefore(now.minus(KEPT))) {
            site = controllers.stream()
                    .limit(ASKED)
                    .flatMap(host -> ping.ask(host).stream())
                    .findFirst()
                    .flatMap(PingAnswer::clientSite)
                    .filter(name -> LABEL.matcher(name).matches());
            asked = now;
            log.debug("this machine is in the site {}", site);
        }
        return site;
    }
}
