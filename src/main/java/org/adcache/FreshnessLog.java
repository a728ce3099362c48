package org.adcache;

import org.adcache.integration.IntegrationSwitch;
import org.adcache.lookup.LookupService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Log of the age of what is served: a line when answers become stale or unknown by age, and when they are fresh again. */
final class FreshnessLog implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(FreshnessLog.class);

    private final IntegrationSwitch integration;
    private final LookupService lookup;
    private Age last = Age.FRESH;

    private enum Age {
        FRESH,
        STALE,
        UNKNOWN
    }

    FreshnessLog(IntegrationSwitch integration, LookupService lookup) {
        this.integration = integration;
        this.lookup = lookup;
    }

    /** Looks at the age, and logs it if it has changed. */
    @Override
    public synchronized void run() {
        Age now = age();
        if (now == last) {
            return;
        }
        last = now;
        switch (now) {
            case FRESH -> log.info("answers are up to date again");
            case STALE -> log.warn("answers are stale: the copy of a connection is missing, or older than max-age");
            case UNKNOWN -> log.error("all answers are unknown: the copy is older than unknown-after");
        }
    }

    /** While nothing was ever read or the integration is off, other lines say so. */
    private Age age() {
        if (!integration.state().enabled() || lookup.freshness().asOf().isEmpty()) {
            return Age.FRESH;
        }
        if (!lookup.usable()) {
            return Age.UNKNOWN;
        }
        return lookup.freshness().stale() ? Age.STALE : Age.FRESH;
    }
}
