package org.adcache.auth.certificate;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.security.auth.x500.X500Principal;
import org.adcache.auth.Principal;
import org.adcache.tls.ClientAuthorities;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clients that are known by the certificate of their TLS connection. The TLS handshake accepts every certificate, and
 * proves only that the client has its key; here it is verified, so that a caller who is refused gets an answer.
 */
public final class ClientCertificates {
    private static final Logger log = LoggerFactory.getLogger(ClientCertificates.class);
    private static final Duration VERIFIED_FOR = Duration.ofMinutes(1);
    /** Verdicts remembered; a verification takes a fraction of a millisecond. */
    private static final int MOST_VERDICTS = 1000;

    private final Clock clock;
    private volatile List<CertificateClient> admitted = List.of();
    private volatile Trust trust = new Trust(Optional.empty(), Map.of());

    public ClientCertificates(Clock clock) {
        this.clock = clock;
    }

    /** Verdict about a chain; no principal if it is refused. */
    private record Verdict(Optional<Principal> caller, Instant until) {}

    /** Who is trusted, and the verdicts that follow from it. */
    private record Trust(
            Optional<ClientAuthorities> authorities,
            Map<X500Principal, CertificateClient> clients,
            Map<List<X509Certificate>, Verdict> verdicts) {
        Trust(Optional<ClientAuthorities> authorities, Map<X500Principal, CertificateClient> clients) {
            this(authorities, clients, new ConcurrentHashMap<>());
        }
    }

    /** Changes the CAs; none admits no certificate. */
    public synchronized void trust(Optional<ClientAuthorities> authorities) {
        trust = new Trust(authorities, trust.clients());
    }

    /** Changes the clients. */
    public synchronized void admit(List<CertificateClient> clients) {
        Map<X500Principal, CertificateClient> bySubject = new HashMap<>();
        clients.forEach(client -> bySubject.put(client.subject(), client));
        admitted = List.copyOf(clients);
        trust = new Trust(trust.authorities(), Map.copyOf(bySubject));
    }

    /** The clients, as they are configured. */
    public List<CertificateClient> clients() {
        return admitted;
    }

    /**
     * The client that presented a chain; empty if it is foreign, expired, revoked, or none of a configured client.
     *
     * @param chain not empty, the client's own certificate first
     */
    public Optional<Principal> clientOf(List<X509Certificate> chain) {
        Trust now = trust;
        Verdict known = now.verdicts().get(chain);
        if (known != null && clock.instant().isBefore(known.until())) {
            return known.caller();
        }
        Verdict verdict = verdict(now, chain);
        if (now.verdicts().size() >= MOST_VERDICTS) {
            now.verdicts().clear();
        }
        now.verdicts().put(chain, verdict);
        return verdict.caller();
    }

    private Verdict verdict(Trust trust, List<X509Certificate> chain) {
        Instant now = clock.instant();
        X509Certificate own = chain.get(0);
        CertificateClient client = trust.clients().get(own.getSubjectX500Principal());
        if (trust.authorities().isEmpty()) {
            return new Verdict(Optional.empty(), now.plus(VERIFIED_FOR));
        }
        try {
            trust.authorities().get().verify(chain);
        } catch (CertificateException | IllegalArgumentException e) {
            log.debug("a client certificate is refused", e);
            return new Verdict(Optional.empty(), now.plus(VERIFIED_FOR));
        }
        Instant end = own.getNotAfter().toInstant();
        Instant until = end.isBefore(now.plus(VERIFIED_FOR)) ? end : now.plus(VERIFIED_FOR);
        return new Verdict(Optional.ofNullable(client).map(of -> Principal.ofCertificate(of.id(), of.scopes())), until);
    }
}
