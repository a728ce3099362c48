package org.adcache.kerberos;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * KDCs of one login in the {@link Krb5Conf}: those of the offered ones that answer within a second. Without it the JDK
 * tries every KDC that DNS lists for the realm, ten seconds each. If none answers, DNS is left to decide.
 */
public final class KdcSelection {
    private static final Logger log = LoggerFactory.getLogger(KdcSelection.class);
    private static final Duration ANSWER = Duration.ofSeconds(1);
    private static final int ASKED = 5;

    private final Krb5Conf conf;
    private final String realm;
    private final KdcProbe probe;
    private String preferred = "";
    private volatile int version;

    public KdcSelection(Krb5Conf conf, String realm, Clock clock) {
        this.conf = conf;
        this.realm = realm;
        this.probe = new KdcProbe(clock);
    }

    /** The KDCs that the krb5.conf names for a realm. */
    List<String> known(String ofRealm) {
        return conf.kdcs(ofRealm);
    }

    /** Forgets what was selected: nobody will log in with it. */
    void close() {
        conf.forget(this);
    }

    /** Number of the current selection; a login with another one has to be made again, to read the krb5.conf. */
    int version() {
        return version;
    }

    /**
     * Selects among KDCs, each {@code host} or {@code host:port}, if another one is preferred or a login comes next.
     *
     * @param offered in the order in which to ask them; the first few are asked
     * @param principal to ask them for
     */
    synchronized void select(List<String> offered, boolean beforeLogin, String principal) {
        if (offered.isEmpty() || (!beforeLogin && offered.get(0).equals(preferred))) {
            return;
        }
        List<String> asked = offered.stream().distinct().limit(ASKED).toList();
        List<String> selected = answering(asked, principal);
        log.debug("KDCs of {}: {} of {}", realm, selected, asked);
        try {
            conf.select(this, realm, selected);
        } catch (IOException e) {
            log.warn("The KDCs of {} stay as they were: krb5.conf can't be written", realm, e);
            return;
        }
        if (!preferred.equals(offered.get(0))) {
            preferred = offered.get(0);
            version++;
        }
    }

    /** Asks all of them at once; as soon as one has answered, those after it have no more time. */
    private List<String> answering(List<String> kdcs, String principal) {
        ExecutorService threads = Executors.newFixedThreadPool(kdcs.size(), KdcSelection::thread);
        try {
            Map<String, Future<?>> probes = new LinkedHashMap<>();
            kdcs.forEach(kdc -> probes.put(kdc, threads.submit(() -> probe.ask(kdc, principal, ANSWER))));
            long end = System.nanoTime() + ANSWER.toNanos();
            List<String> answering = new ArrayList<>();
            for (Map.Entry<String, Future<?>> asked : probes.entrySet()) {
                if (answers(asked.getKey(), asked.getValue(), answering.isEmpty() ? end - System.nanoTime() : 0)) {
                    answering.add(asked.getKey());
                }
            }
            return answering;
        } finally {
            threads.shutdownNow();
        }
    }

    private static boolean answers(String kdc, Future<?> asked, long nanos) {
        try {
            asked.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            log.debug("the KDC {} does not answer", kdc, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "kdc-probe");
        thread.setDaemon(true);
        return thread;
    }
}
