package org.adcache.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;

/** What is doubtful about a TLS identity that can be used: what its clients will refuse, and who can read its key. */
public final class TlsIdentityWarnings {
    private static final int LEAST_RSA_BITS = 2048;

    private final Path certificate;
    private final Path privateKey;
    private final List<Problem> warnings = new ArrayList<>();

    private TlsIdentityWarnings(Path certificate, Path privateKey) {
        this.certificate = certificate;
        this.privateKey = privateKey;
    }

    /**
     * Examines the files of an identity.
     *
     * @return nothing if it can't be used at all, which is a problem and not a doubt
     */
    public static List<Problem> of(Path certificate, Path privateKey, Instant now) {
        TlsIdentityWarnings found = new TlsIdentityWarnings(certificate, privateKey);
        try {
            found.examine(TlsIdentity.read(certificate, privateKey).chain(), now);
        } catch (ProblemException e) {
            return List.of();
        }
        return List.copyOf(found.warnings);
    }

    private void examine(List<X509Certificate> chain, Instant now) {
        chain.forEach(one -> validity(one, now));
        chain.forEach(this::strength);
        completeness(chain);
        if (chain.get(0).getPublicKey().getAlgorithm().startsWith("Ed")) {
            warn(
                    ProblemType.CONFIG_DOUBTFUL,
                    "has an " + chain.get(0).getPublicKey().getAlgorithm() + " key, which browsers refuse.",
                    "Use an ECDSA key (P-256) or an RSA key, unless all clients accept it.");
        }
        if (isReadableByOthers()) {
            warnings.add(new Problem(
                    ProblemType.CONFIG_DOUBTFUL,
                    "Every user of this machine can read the private key in " + privateKey + ".",
                    "Run chmod 600 " + privateKey + "."));
        }
    }

    private void validity(X509Certificate one, Instant now) {
        if (now.isAfter(one.getNotAfter().toInstant())) {
            warn(
                    ProblemType.TLS_CERTIFICATE_EXPIRED,
                    "has expired on " + one.getNotAfter().toInstant() + " (" + one.getSubjectX500Principal()
                            + "), so clients refuse it.",
                    "Renew it.");
        } else if (now.isBefore(one.getNotBefore().toInstant())) {
            warn(
                    ProblemType.TLS_CERTIFICATE_NOT_YET_VALID,
                    "is valid only from " + one.getNotBefore().toInstant() + " on (" + one.getSubjectX500Principal()
                            + "), so clients refuse it.",
                    "Check the clock of this machine, or wait.");
        }
    }

    private void strength(X509Certificate one) {
        PublicKey key = one.getPublicKey();
        if (key instanceof RSAKey rsa && rsa.getModulus().bitLength() < LEAST_RSA_BITS) {
            warn(
                    ProblemType.TLS_WEAK_CERTIFICATE,
                    "has an RSA key of " + rsa.getModulus().bitLength() + " bits (" + one.getSubjectX500Principal()
                            + "), which clients refuse as too short.",
                    "Make a key of at least " + LEAST_RSA_BITS + " bits.");
        }
    }

    /** A root is usually left out, as clients have it; nobody but they knows whether the last issuer is one. */
    private void completeness(List<X509Certificate> chain) {
        X509Certificate last = chain.get(chain.size() - 1);
        if (!last.getIssuerX500Principal().equals(last.getSubjectX500Principal()) && chain.size() == 1) {
            warn(
                    ProblemType.CONFIG_DOUBTFUL,
                    "lacks the certificate of its issuer, " + last.getIssuerX500Principal()
                            + "; clients that don't have it refuse the connection.",
                    "Append it, unless it is a root that all clients trust.");
        }
    }

    private boolean isReadableByOthers() {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(privateKey);
            return permissions.contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private void warn(ProblemType type, String what, String remedy) {
        warnings.add(new Problem(type, "The certificate in " + certificate + " " + what, remedy));
    }
}
