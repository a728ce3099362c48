package org.adcache.tls;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.X509TrustManager;
import javax.security.auth.x500.X500Principal;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;

/**
 * CAs that may issue certificates of clients, and what they have revoked (CRLs, RFC 5280, section 5). A CRL past its
 * date of the next update still counts: what it revoked stays revoked, and all others keep working.
 */
public final class ClientAuthorities {
    private final TrustAnchors anchors;
    private final X509TrustManager trust;
    private final Map<X500Principal, List<X509CRL>> revoked;

    private ClientAuthorities(TrustAnchors anchors, Map<X500Principal, List<X509CRL>> revoked) {
        this.anchors = anchors;
        this.trust = anchors.trustManager();
        this.revoked = revoked;
    }

    /**
     * Reads the files.
     *
     * @param authorities PEM file of CAs; it may have their CRLs too
     * @param lists PEM file of CRLs
     * @throws ProblemException naming the file; a CRL whose issuer is none of the CAs is a problem
     */
    public static ClientAuthorities read(Path authorities, Optional<Path> lists) throws ProblemException {
        TrustAnchors anchors = TrustAnchors.read(authorities);
        Map<X500Principal, List<X509CRL>> revoked = new HashMap<>();
        add(PemFile.read(authorities).revocationLists(), authorities, anchors, revoked);
        if (lists.isPresent()) {
            List<X509CRL> found = PemFile.read(lists.get()).revocationLists();
            if (found.isEmpty()) {
                throw unreadable(
                        lists.get() + " holds no CRL in PEM.",
                        "Name a file of one or more -----BEGIN X509 CRL----- blocks.");
            }
            add(found, lists.get(), anchors, revoked);
        }
        return new ClientAuthorities(anchors, revoked);
    }

    private static void add(
            List<X509CRL> lists, Path file, TrustAnchors anchors, Map<X500Principal, List<X509CRL>> revoked)
            throws ProblemException {
        for (X509CRL list : lists) {
            if (anchors.certificates().stream().noneMatch(authority -> isIssuer(authority, list))) {
                throw unreadable(
                        file + " holds a CRL of " + list.getIssuerX500Principal()
                                + ", which is none of the CAs in http.tls.client-ca.",
                        "Add that CA's certificate to the file that http.tls.client-ca names, or leave the CRL out.");
            }
            revoked.computeIfAbsent(list.getIssuerX500Principal(), any -> new ArrayList<>())
                    .add(list);
        }
    }

    private static boolean isIssuer(X509Certificate authority, X509CRL list) {
        if (!authority.getSubjectX500Principal().equals(list.getIssuerX500Principal())) {
            return false;
        }
        try {
            list.verify(authority.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static ProblemException unreadable(String detail, String remedy) {
        return new ProblemException(new Problem(ProblemType.TLS_CERTIFICATE_UNREADABLE, detail, remedy));
    }

    /** The certificates of the CAs, which the server names to its clients. */
    public List<X509Certificate> certificates() {
        return anchors.certificates();
    }

    /** The CRLs whose date of the next update has passed, by their issuers' names. */
    public List<String> outdated(Instant now) {
        return revoked.values().stream()
                .flatMap(List::stream)
                .filter(list -> list.getNextUpdate() != null
                        && now.isAfter(list.getNextUpdate().toInstant()))
                .map(list -> list.getIssuerX500Principal().getName())
                .sorted()
                .toList();
    }

    /**
     * Verifies a chain as presented by a client, its own certificate first, as of now.
     *
     * @throws CertificateException if none of the CAs issued it for a TLS client, or if a certificate is not valid now,
     *     too weak, or revoked
     */
    public void verify(List<X509Certificate> chain) throws CertificateException {
        trust.checkClientTrusted(
                chain.toArray(X509Certificate[]::new),
                chain.get(0).getPublicKey().getAlgorithm());
        for (X509Certificate one : chain) {
            for (X509CRL list : revoked.getOrDefault(one.getIssuerX500Principal(), List.of())) {
                if (list.isRevoked(one)) {
                    throw new CertificateException("revoked");
                }
            }
        }
    }
}
