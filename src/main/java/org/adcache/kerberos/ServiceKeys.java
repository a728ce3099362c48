package org.adcache.kerberos;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys of services in a keytab, with which tickets are accepted. The file is checked for a replacement once a second; one
 * that can't be used leaves the keys as they were. The JDK's own keytab would compare the time of modification only, and
 * take a file without keys for a new keytab.
 */
public final class ServiceKeys {
    private static final Logger log = LoggerFactory.getLogger(ServiceKeys.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final Path keytab;
    private final Optional<String> principal;
    private final Clock clock;
    private @Nullable Known known;

    /** @param damage why the file can't be used; the keys are then those before */
    private record Known(String stamp, List<ServiceKey> keys, Optional<Problem> damage, Instant lookedAt) {
        boolean isRecent(Instant now) {
            return !now.isBefore(lookedAt) && now.isBefore(lookedAt.plus(LOOK_EVERY));
        }
    }

    /** @param principal {@code name} or {@code name@REALM} of the only service; empty for every one in the keytab */
    public ServiceKeys(Path keytab, Optional<String> principal, Clock clock) {
        this.keytab = keytab;
        this.principal = principal;
        this.clock = clock;
    }

    /**
     * The AES keys of the services.
     *
     * @throws ProblemException if the file has never been usable
     */
    public List<ServiceKey> current() throws ProblemException {
        Known now = look();
        if (now.keys().isEmpty() && now.damage().isPresent()) {
            throw new ProblemException(now.damage().get());
        }
        return now.keys();
    }

    /** Why the file can't be used now; the keys before are kept, if there were any. */
    public Optional<Problem> damage() {
        return look().damage();
    }

    /** Reads the file now, and returns why it can't be used. */
    public Optional<Problem> check() {
        return read(null, "", clock.instant()).damage();
    }

    private synchronized Known look() {
        Instant now = clock.instant();
        Known last = known;
        if (last != null && last.isRecent(now)) {
            return last;
        }
        // The stamp is read before the content, so that a change in between is noticed at the next look.
        String stamp = TicketHolder.stamp(keytab);
        Known fresh = last != null && last.damage().isEmpty() && last.stamp().equals(stamp)
                ? new Known(stamp, last.keys(), Optional.empty(), now)
                : read(last, stamp, now);
        report(last, fresh);
        known = fresh;
        return fresh;
    }

    private Known read(@Nullable Known last, String stamp, Instant now) {
        try {
            return new Known(stamp, usable(new KeytabFile(keytab).read(ServiceKey::of)), Optional.empty(), now);
        } catch (ProblemException e) {
            return new Known(stamp, last == null ? List.of() : last.keys(), Optional.of(e.problem()), now);
        }
    }

    private List<ServiceKey> usable(List<ServiceKey> all) throws ProblemException {
        List<ServiceKey> ofService = all.stream().filter(this::isWanted).toList();
        if (ofService.isEmpty()) {
            throw new ProblemException(new Problem(
                    ProblemType.KEYTAB_PRINCIPAL_MISSING,
                    "The keytab " + keytab + " has no key of " + principal.orElse("any service") + ".",
                    "Correct http.sso.principal, or export the keytab of this service."));
        }
        List<ServiceKey> usable = ofService.stream()
                .filter(key -> key.entry().encryptionType().isAes())
                .toList();
        if (usable.isEmpty()) {
            String types = ofService.stream()
                    .map(key -> key.entry().encryptionType().label())
                    .collect(Collectors.toCollection(TreeSet::new))
                    .toString();
            throw new ProblemException(new Problem(
                    ProblemType.KEYTAB_NO_AES,
                    "The keytab " + keytab + " has no AES key, only " + types + ".",
                    "Allow AES on the account (msDS-SupportedEncryptionTypes 24), reset its password and export AES"
                            + " keys."));
        }
        all.stream().filter(key -> !usable.contains(key)).forEach(ServiceKey::destroy);
        return usable;
    }

    private boolean isWanted(ServiceKey key) {
        String name = key.entry().principal();
        return principal.isEmpty()
                || principal.get().equalsIgnoreCase(name)
                || principal.get().equalsIgnoreCase(name.substring(0, name.lastIndexOf('@')));
    }

    private static void report(@Nullable Known last, Known fresh) {
        Optional<Problem> before = last == null ? Optional.empty() : last.damage();
        if (fresh.damage().isPresent() && !Objects.equals(before, fresh.damage())) {
            log.warn(
                    "{} {}",
                    fresh.damage().get(),
                    fresh.keys().isEmpty() ? "Single sign-on is not possible." : "The keys before are used on.");
        } else if (fresh.damage().isEmpty() && before.isPresent()) {
            log.info("The keytab for single sign-on can be used again");
        } else if (last != null && !last.stamp().equals(fresh.stamp())) {
            log.info("The keytab for single sign-on was replaced");
        }
    }
}
