package org.adcache.kerberos;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import javax.security.auth.kerberos.KerberosTicket;
import org.adcache.account.Problem;
import org.adcache.account.ProblemType;
import org.apache.kerby.kerberos.kerb.KrbCodec;
import org.apache.kerby.kerberos.kerb.KrbException;
import org.apache.kerby.kerberos.kerb.crypto.CheckSumHandler;
import org.apache.kerby.kerberos.kerb.crypto.EncryptionHandler;
import org.apache.kerby.kerberos.kerb.type.KerberosTime;
import org.apache.kerby.kerberos.kerb.type.ap.ApOptions;
import org.apache.kerby.kerberos.kerb.type.ap.ApReq;
import org.apache.kerby.kerberos.kerb.type.ap.Authenticator;
import org.apache.kerby.kerberos.kerb.type.base.CheckSumType;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionKey;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionType;
import org.apache.kerby.kerberos.kerb.type.base.KeyUsage;
import org.apache.kerby.kerberos.kerb.type.base.KrbError;
import org.apache.kerby.kerberos.kerb.type.base.NameType;
import org.apache.kerby.kerberos.kerb.type.kdc.KdcOptions;
import org.apache.kerby.kerberos.kerb.type.kdc.KdcReqBody;
import org.apache.kerby.kerberos.kerb.type.kdc.TgsReq;
import org.apache.kerby.kerberos.kerb.type.pa.PaData;
import org.apache.kerby.kerberos.kerb.type.pa.PaDataEntry;
import org.apache.kerby.kerberos.kerb.type.pa.PaDataType;
import org.apache.kerby.kerberos.kerb.type.ticket.Ticket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trust probe: a TGS-REQ for the ticket that leads from the account's realm to another (RFC 4120 section 3.3). The JDK
 * makes the same request and hides the answer: whatever the KDC says, it reports "Fail to create credential (63)".
 */
public final class TrustProbe {
    private static final Logger log = LoggerFactory.getLogger(TrustProbe.class);
    private static final int KERBEROS_VERSION = 5;
    private static final int ETYPE_NOSUPP = 14;
    private static final Duration TICKET_LIFE = Duration.ofMinutes(10);
    private static final List<EncryptionType> AES =
            List.of(EncryptionType.AES256_CTS_HMAC_SHA1_96, EncryptionType.AES128_CTS_HMAC_SHA1_96);

    private final KerberosLogin login;
    private final Clock clock;

    /** @param login that is logged in */
    public TrustProbe(KerberosLogin login, Clock clock) {
        this.login = login;
        this.clock = clock;
    }

    /**
     * Asks for the ticket of a trust.
     *
     * @param kdcs of the account's realm, asked in order
     * @param realm that the trust leads to
     * @return the problem with the trust; empty if there is none, or if it can't be found out
     */
    public Optional<Problem> refusal(List<String> kdcs, String realm, Duration timeout) {
        Optional<KerberosTicket> ticket =
                login.ticket().filter(own -> !own.getClient().getRealm().equals(realm));
        if (ticket.isEmpty()) {
            return Optional.empty();
        }
        for (String kdc : kdcs) {
            try {
                byte[] answer = KdcExchange.of(kdc, KrbCodec.encode(request(ticket.get(), realm)), timeout);
                String own = ticket.get().getClient().getRealm();
                return KrbCodec.decodeMessage(ByteBuffer.wrap(answer)) instanceof KrbError error
                        ? Optional.of(problem(own, realm, error.getErrorCode().getValue()))
                        : Optional.empty();
            } catch (KrbException | IOException | RuntimeException | StackOverflowError e) {
                // Kerby throws arbitrary runtime exceptions on malformed bytes, and calls itself for nested ones.
                log.debug("the KDC {} could not be asked for the trust to {}", kdc, realm, e);
            }
        }
        return Optional.empty();
    }

    private static Problem problem(String own, String realm, int code) {
        String step = "Asking the KDC of " + own + " for the ticket of the trust to " + realm;
        return code == ETYPE_NOSUPP
                ? new Problem(
                        ProblemType.KERBEROS_TRUST_NO_AES,
                        step + " failed with Kerberos error 14: the trust between " + own + " and " + realm
                                + " doesn't support AES. The account itself does.",
                        "In Active Directory Domains and Trusts open the trust's properties and check \"The other domain"
                                + " supports Kerberos AES Encryption\", or run ksetup /setenctypeattr "
                                + realm.toLowerCase(Locale.ROOT)
                                + " AES256-CTS-HMAC-SHA1-96 AES128-CTS-HMAC-SHA1-96 on a domain controller of " + own
                                + ".")
                : KerberosErrors.ofCode(step, code);
    }

    private TgsReq request(KerberosTicket ticket, String realm) throws KrbException, IOException {
        KdcReqBody body = new KdcReqBody();
        body.setKdcOptions(new KdcOptions());
        body.setRealm(ticket.getClient().getRealm());
        body.setSname(new Utf8PrincipalName(List.of("krbtgt", realm), NameType.NT_SRV_INST));
        body.setTill(new KerberosTime(clock.instant().plus(TICKET_LIFE).toEpochMilli()));
        body.setNonce(ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE));
        body.setEtypes(AES);
        TgsReq request = new TgsReq();
        request.setReqBody(body);
        PaData data = new PaData();
        data.addElement(new PaDataEntry(PaDataType.TGS_REQ, KrbCodec.encode(proof(ticket, KrbCodec.encode(body)))));
        request.setPaData(data);
        return request;
    }

    /** The ticket with an authenticator that covers the body (RFC 4120 section 5.5.1). */
    private ApReq proof(KerberosTicket ticket, byte[] body) throws KrbException, IOException {
        EncryptionKey key = new EncryptionKey(
                EncryptionType.fromValue(ticket.getSessionKeyType()),
                ticket.getSessionKey().getEncoded());
        CheckSumType checkSum = key.getKeyType() == EncryptionType.AES128_CTS_HMAC_SHA1_96
                ? CheckSumType.HMAC_SHA1_96_AES128
                : CheckSumType.HMAC_SHA1_96_AES256;
        String client = ticket.getClient().getName();
        Authenticator authenticator = new Authenticator();
        authenticator.setAuthenticatorVno(KERBEROS_VERSION);
        authenticator.setCrealm(ticket.getClient().getRealm());
        authenticator.setCname(new Utf8PrincipalName(
                KdcProbe.components(client.substring(0, client.lastIndexOf('@'))), NameType.NT_PRINCIPAL));
        authenticator.setCtime(new KerberosTime(clock.millis()));
        authenticator.setCusec(0);
        authenticator.setCksum(
                CheckSumHandler.checksumWithKey(checkSum, body, key.getKeyData(), KeyUsage.TGS_REQ_AUTH_CKSUM));
        ApReq proof = new ApReq();
        proof.setApOptions(new ApOptions());
        proof.setTicket(KrbCodec.decode(ticket.getEncoded(), Ticket.class));
        proof.setEncryptedAuthenticator(
                EncryptionHandler.encrypt(KrbCodec.encode(authenticator), key, KeyUsage.TGS_REQ_AUTH));
        return proof;
    }
}
