package org.adcache.kerberos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import javax.security.auth.DestroyFailedException;
import javax.security.auth.Subject;
import javax.security.auth.kerberos.KerberosPrincipal;
import javax.security.auth.kerberos.KerberosTicket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logged-in subject, with the lifetime of its ticket and the keytab it came from, which limit its use.
 *
 * @param selection version of the selection of KDCs that was used
 */
record TicketHolder(Subject subject, Instant start, Instant end, String keytabStamp, int selection) {
    private static final Logger log = LoggerFactory.getLogger(TicketHolder.class);
    private static final Duration LEAST = Duration.ofMinutes(15);
    private static final int LEAST_PERCENT = 20;
    private static final Duration LAST_USE = Duration.ofMinutes(1);

    /** Wraps a subject directly after its login. */
    static TicketHolder of(Subject subject, Instant now, String keytabStamp, int selection) {
        Optional<KerberosTicket> ticket = ticket(subject);
        Instant end =
                ticket.map(KerberosTicket::getEndTime).map(Date::toInstant).orElse(now);
        Instant start =
                ticket.map(KerberosTicket::getStartTime).map(Date::toInstant).orElse(now);
        return new TicketHolder(subject, start, end, keytabStamp, selection);
    }

    private static Optional<KerberosTicket> ticket(Subject subject) {
        return subject.getPrivateCredentials(KerberosTicket.class).stream()
                .filter(candidate -> candidate.getServer().getName().startsWith("krbtgt/"))
                .findFirst();
    }

    /** The ticket-granting ticket; empty once it is destroyed. */
    Optional<KerberosTicket> ticket() {
        return ticket(subject);
    }

    /** Whether no other login is needed. */
    boolean isFresh(Instant now, String currentStamp) {
        return !endsSoon(now) && keytabStamp.equals(currentStamp);
    }

    /** Whether servers still accept the tickets, with enough time for a bind. */
    boolean isValid(Instant now) {
        return now.isBefore(end.minus(LAST_USE));
    }

    /** Whether less than 15 minutes or a fifth of the ticket's lifetime remains. */
    boolean endsSoon(Instant now) {
        Duration left = Duration.between(now, end);
        Duration fifth =
                Duration.between(start, end).multipliedBy(LEAST_PERCENT).dividedBy(100);
        return left.compareTo(LEAST) < 0 || left.compareTo(fifth) < 0;
    }

    /** Fingerprint that changes when the keytab file is replaced or rewritten. */
    static String stamp(Path keytab) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(keytab, BasicFileAttributes.class);
            return attributes.lastModifiedTime() + " " + attributes.size() + " " + attributes.fileKey();
        } catch (IOException e) {
            return "unreadable";
        }
    }

    /** The ticket's principal; empty once it is destroyed. */
    Optional<String> principal() {
        return subject.getPrincipals(KerberosPrincipal.class).stream()
                .map(KerberosPrincipal::getName)
                .findFirst();
    }

    /** Destroys the session keys of every ticket, service tickets included. */
    void destroy() {
        for (KerberosTicket ticket : subject.getPrivateCredentials(KerberosTicket.class)) {
            try {
                ticket.destroy();
            } catch (DestroyFailedException e) {
                log.debug("a ticket could not be destroyed", e);
            }
        }
        subject.getPrivateCredentials().clear();
        subject.getPublicCredentials().clear();
        subject.getPrincipals().clear();
    }
}
