package org.adcache.kerberos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.Subject;
import javax.security.auth.kerberos.KerberosPrincipal;
import javax.security.auth.kerberos.KerberosTicket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TicketHolderTest {
    private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    Path folder;

    @Test
    void usesATicketUntilAFifthOfItsLifeRemains() {
        TicketHolder holder = TicketHolder.of(subject(Duration.ofHours(10)), START, "stamp", 0);

        assertThat(holder.endsSoon(START.plus(Duration.ofMinutes(479)))).isFalse();
        assertThat(holder.endsSoon(START.plus(Duration.ofMinutes(481)))).isTrue();
    }

    @Test
    void usesAShortTicketUntilFifteenMinutesRemain() {
        TicketHolder holder = TicketHolder.of(subject(Duration.ofMinutes(60)), START, "stamp", 0);

        assertThat(holder.endsSoon(START.plus(Duration.ofMinutes(44)))).isFalse();
        assertThat(holder.endsSoon(START.plus(Duration.ofMinutes(46)))).isTrue();
    }

    @Test
    void trustsNoSubjectWithoutATicket() {
        assertThat(TicketHolder.of(new Subject(), START, "stamp", 0).endsSoon(START))
                .isTrue();
    }

    @Test
    void destroysTicketsAndForgetsThem() {
        Subject subject = subject(Duration.ofHours(10));
        KerberosTicket ticket =
                subject.getPrivateCredentials(KerberosTicket.class).iterator().next();

        TicketHolder.of(subject, START, "stamp", 0).destroy();

        assertThat(ticket.isDestroyed()).isTrue();
        assertThat(subject.getPrivateCredentials()).isEmpty();
    }

    @Test
    void noticesAReplacedKeytab() throws Exception {
        Path keytab = Files.write(folder.resolve("a"), new byte[] {1});
        String before = TicketHolder.stamp(keytab);
        assertThat(TicketHolder.stamp(keytab)).isEqualTo(before);

        Files.move(Files.write(folder.resolve("b"), new byte[] {2}), keytab, StandardCopyOption.REPLACE_EXISTING);

        assertThat(TicketHolder.stamp(keytab)).isNotEqualTo(before);
        Files.delete(keytab);
        assertThat(TicketHolder.stamp(keytab)).isEqualTo("unreadable");
    }

    private static Subject subject(Duration life) {
        Subject subject = new Subject();
        Date start = Date.from(START);
        subject.getPrivateCredentials()
                .add(new KerberosTicket(
                        new byte[] {1},
                        new KerberosPrincipal("svc@CORP.EXAMPLE"),
                        new KerberosPrincipal("krbtgt/CORP.EXAMPLE@CORP.EXAMPLE"),
                        new byte[32],
                        18,
                        null,
                        start,
                        start,
                        Date.from(START.plus(life)),
                        null,
                        null));
        return subject;
    }
}
