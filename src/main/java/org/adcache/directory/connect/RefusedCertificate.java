package org.adcache.directory.connect;

import java.security.cert.CertPath;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.PKIXReason;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import org.adcache.account.Problem;
import org.adcache.account.ProblemType;
import org.adcache.directory.ServerAddress;

/**
 * Mapping from a certificate chain that Java refuses (RFC 5280, section 6) to a problem. Java names the certificate at
 * fault only if the last one of the chain was issued by a trusted CA; any other chain is untrusted, as is one with the
 * signature of another CA of the same name.
 */
final class RefusedCertificate {
    private static final String ISSUE = "Issue a certificate for the domain controller from a template for domain"
            + " controllers, with the purpose Server Authentication.";

    private static final Map<CertPathValidatorException.Reason, String> UNFIT = Map.of(
            PKIXReason.UNRECOGNIZED_CRIT_EXT, "has a critical extension that Java doesn't know",
            PKIXReason.INVALID_NAME, "has a name that a name constraint of its CA forbids",
            PKIXReason.NOT_CA_CERT, "issued another one, but is no CA's",
            PKIXReason.INVALID_KEY_USAGE, "has a key usage that doesn't allow what it is used for",
            PKIXReason.PATH_TOO_LONG, "is one more than its CA's path length allows",
            PKIXReason.INVALID_POLICY, "has a policy that its CA doesn't allow",
            BasicReason.REVOKED, "was revoked");

    private final ServerAddress server;
    private final X509Certificate[] chain;
    private final Throwable failure;

    private RefusedCertificate(ServerAddress server, X509Certificate[] chain, Throwable failure) {
        this.server = server;
        this.chain = chain;
        this.failure = failure;
    }

    /**
     * The problem.
     *
     * @param chain the server's certificate first
     */
    static Problem problem(ServerAddress server, X509Certificate[] chain, Throwable failure) {
        return new RefusedCertificate(server, chain, failure).problem();
    }

    private Problem problem() {
        Optional<CertPathValidatorException> found = Causes.first(failure, CertPathValidatorException.class);
        return found.isPresent() ? ofPath(found.get()) : ofServersOwn();
    }

    private Problem ofPath(CertPathValidatorException fault) {
        CertPathValidatorException.Reason reason = fault.getReason();
        X509Certificate certificate = certificate(fault);
        String whose = whose(certificate);
        if (reason == BasicReason.EXPIRED) {
            return new Problem(
                    ProblemType.TLS_CERTIFICATE_EXPIRED,
                    whose + " has expired: " + TlsProblems.describe(certificate) + ".",
                    "Renew it; if the dates look right, check this machine's clock.");
        }
        if (reason == BasicReason.NOT_YET_VALID) {
            return new Problem(
                    ProblemType.TLS_CERTIFICATE_NOT_YET_VALID,
                    whose + " is valid from " + certificate.getNotBefore().toInstant() + " only: "
                            + TlsProblems.describe(certificate) + ".",
                    "Check this machine's clock; if it is right, wait, or issue the certificate again.");
        }
        if (reason == BasicReason.ALGORITHM_CONSTRAINED) {
            return new Problem(
                    ProblemType.TLS_WEAK_CERTIFICATE,
                    whose + " uses an algorithm that this Java refuses: " + TlsProblems.describe(certificate) + ".",
                    "Give the domain controller a certificate with RSA of 2048 bits or more, or ECDSA, and SHA-256.");
        }
        String unfit = UNFIT.get(reason);
        return unfit == null ? untrusted() : unfit(whose + " " + unfit, certificate);
    }

    /** Java checks the purposes of the server's own certificate after its path, with an exception of another kind. */
    private Problem ofServersOwn() {
        String text = Causes.text(failure);
        if (text.startsWith("Extended key usage")) {
            return unfit(whose(chain[0]) + " is not for TLS servers, by its extended key usage", chain[0]);
        }
        if (text.startsWith("KeyUsage")) {
            return unfit(whose(chain[0]) + " has a key usage that doesn't allow TLS", chain[0]);
        }
        if (text.contains("critical extension")) {
            return unfit(whose(chain[0]) + " has a critical extension that Java doesn't know", chain[0]);
        }
        return untrusted();
    }

    private Problem unfit(String what, X509Certificate certificate) {
        return new Problem(
                ProblemType.TLS_CERTIFICATE_UNFIT, what + ": " + TlsProblems.describe(certificate) + ".", ISSUE);
    }

    private Problem untrusted() {
        return new Problem(
                ProblemType.TLS_UNTRUSTED_CA,
                "The certificate of " + server + " comes from a CA that is not trusted: "
                        + TlsProblems.describe(chain[0]) + ".",
                "Set tls.trust to the PEM file of the CA that issued it; it must be the domain's own.");
    }

    private X509Certificate certificate(CertPathValidatorException fault) {
        CertPath path = fault.getCertPath();
        int at = fault.getIndex();
        return path != null && at >= 0 && path.getCertificates().get(at) instanceof X509Certificate certificate
                ? certificate
                : chain[0];
    }

    private String whose(X509Certificate certificate) {
        return certificate.equals(chain[0])
                ? "The certificate of " + server
                : "The CA certificate " + certificate.getSubjectX500Principal().getName() + " in the chain of "
                        + server;
    }
}
