package org.adcache.kerberos;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.apache.kerby.kerberos.kerb.KrbCodec;
import org.apache.kerby.kerberos.kerb.KrbException;
import org.apache.kerby.kerberos.kerb.type.KerberosTime;
import org.apache.kerby.kerberos.kerb.type.base.KrbError;
import org.apache.kerby.kerberos.kerb.type.base.KrbMessage;
import org.apache.kerby.kerberos.kerb.type.base.NameType;
import org.apache.kerby.kerberos.kerb.type.kdc.AsRep;
import org.apache.kerby.kerberos.kerb.type.kdc.AsReq;
import org.apache.kerby.kerberos.kerb.type.kdc.KdcOptions;
import org.apache.kerby.kerberos.kerb.type.kdc.KdcReqBody;

/**
 * KDC probe: an AS-REQ without pre-authentication over TCP, as every login starts (RFC 4120 section 3.1). The error in
 * response contains the KDC's clock, and the encryption types and salts of the account's keys. No key is used, so
 * nothing counts towards a lockout. Kerby's messages are used but not its client, which would answer the error with a
 * login.
 */
public final class KdcProbe {
    private static final int PREAUTH_REQUIRED = 25;
    private static final Duration TICKET_LIFE = Duration.ofHours(10);
    /** The types that Kerby supports; RC4 is requested too, to detect that an account has nothing else. */
    private static final List<org.apache.kerby.kerberos.kerb.type.base.EncryptionType> TYPES = List.of(
            org.apache.kerby.kerberos.kerb.type.base.EncryptionType.AES256_CTS_HMAC_SHA1_96,
            org.apache.kerby.kerberos.kerb.type.base.EncryptionType.AES128_CTS_HMAC_SHA1_96,
            org.apache.kerby.kerberos.kerb.type.base.EncryptionType.ARCFOUR_HMAC);

    private final Clock clock;

    public KdcProbe(Clock clock) {
        this.clock = clock;
    }

    /**
     * A key type that the account has.
     *
     * @param salt from which a password becomes this key; RC4 has none
     */
    public record AccountKey(EncryptionType type, Optional<String> salt) {}

    /**
     * Response of a KDC.
     *
     * @param ours the local time of the KDC's response, as the middle of the round trip
     * @param theirs the KDC's time; empty if it issued a ticket at once
     * @param refusal the problem with the account; empty if a login may continue
     * @param keys that the account has, as far as the KDC reports them
     * @param keyVersion of the account's key; reported only by a KDC that issues a ticket at once
     */
    public record Answer(
            Instant ours,
            Optional<Instant> theirs,
            Optional<Problem> refusal,
            List<AccountKey> keys,
            Optional<Long> keyVersion) {
        public Answer {
            keys = List.copyOf(keys);
        }

        /** Clock offset: by how much the KDC's clock is ahead of the local one. */
        public Optional<Duration> offset() {
            return theirs.map(time -> Duration.between(ours, time));
        }
    }

    /**
     * Sends one request.
     *
     * @param kdc {@code host} or {@code host:port}
     * @param principal {@code name@REALM}, as a keytab spells it
     * @param timeout for the connection and for the response, each
     * @throws ProblemException if no KDC responds there
     */
    public Answer ask(String kdc, String principal, Duration timeout) throws ProblemException {
        String step = "Asking the KDC " + kdc;
        try {
            byte[] request = KrbCodec.encode(request(principal));
            Instant sent = clock.instant();
            byte[] answer = KdcExchange.of(kdc, request, timeout);
            Instant received = clock.instant();
            Instant middle = sent.plus(Duration.between(sent, received).dividedBy(2));
            return read(kdc, principal, answer, middle);
        } catch (KrbException | EOFException e) {
            throw strange(step, e);
        } catch (IOException e) {
            throw new ProblemException(
                    KerberosErrors.find(step, e)
                            .orElseGet(() -> strange(step, e).problem()),
                    e);
        }
    }

    /**
     * Parses a response.
     *
     * @throws ProblemException if it is none of a KDC
     */
    static Answer read(String kdc, String principal, byte[] answer, Instant ours) throws ProblemException {
        if (!DerLengths.areWithin(answer)) {
            throw strange("Asking the KDC " + kdc, new IOException("a length beyond the end of the answer"));
        }
        try {
            return read(principal, KrbCodec.decodeMessage(ByteBuffer.wrap(answer)), ours);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // Kerby's decoder throws arbitrary runtime exceptions on malformed bytes, and calls itself for nested ones.
            throw strange("Asking the KDC " + kdc, e);
        }
    }

    private static ProblemException strange(String step, Throwable cause) {
        return new ProblemException(
                new Problem(
                        ProblemType.KERBEROS_NO_KDC_THERE,
                        step + " gave no Kerberos answer.",
                        "Correct the key \"kdcs\" of the connection: TCP port 88 of a domain controller is wanted."),
                cause);
    }

    private AsReq request(String principal) {
        int at = principal.lastIndexOf('@');
        String realm = principal.substring(at + 1);
        KdcReqBody body = new KdcReqBody();
        body.setKdcOptions(new KdcOptions());
        body.setCname(new Utf8PrincipalName(components(principal.substring(0, at)), NameType.NT_PRINCIPAL));
        body.setRealm(realm);
        body.setSname(new Utf8PrincipalName(List.of("krbtgt", realm), NameType.NT_SRV_INST));
        body.setTill(new KerberosTime(clock.instant().plus(TICKET_LIFE).toEpochMilli()));
        body.setNonce(ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE));
        body.setEtypes(TYPES);
        AsReq request = new AsReq();
        request.setReqBody(body);
        return request;
    }

    /** The components of a name, separated by slashes; a backslash escapes the next character. */
    static List<String> components(String name) {
        List<String> components = new ArrayList<>();
        StringBuilder component = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '\\' && i + 1 < name.length()) {
                i++;
                component.append(name.charAt(i));
            } else if (c == '/') {
                components.add(component.toString());
                component.setLength(0);
            } else {
                component.append(c);
            }
        }
        components.add(component.toString());
        return components;
    }

    private static Answer read(String principal, KrbMessage message, Instant ours) throws IOException {
        if (message instanceof KrbError error) {
            Instant theirs = Instant.ofEpochMilli(error.getStime().getTime()).plus(error.getSusec(), ChronoUnit.MICROS);
            int code = error.getErrorCode().getValue();
            return new Answer(
                    ours,
                    Optional.of(theirs),
                    code == PREAUTH_REQUIRED
                            ? Optional.empty()
                            : Optional.of(KerberosErrors.ofCode("Login of " + principal, code)),
                    KeyHints.ofError(error.getEdata()),
                    Optional.empty());
        }
        if (message instanceof AsRep ticket) {
            long version = Integer.toUnsignedLong(ticket.getEncryptedEncPart().getKvno());
            return new Answer(
                    ours,
                    Optional.empty(),
                    Optional.empty(),
                    ticket.getPaData() == null
                            ? List.of()
                            : KeyHints.of(ticket.getPaData().getElements()),
                    Optional.of(version).filter(told -> told > 0));
        }
        throw new EOFException("another message");
    }
}
