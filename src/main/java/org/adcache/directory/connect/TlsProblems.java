package org.adcache.directory.connect;

import com.unboundid.ldap.sdk.LDAPException;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.directory.ServerAddress;
import org.adcache.directory.TlsConfig;

/**
 * Mapping from connection and TLS failures to problems, by their causes: the SDK has one result code for all of them.
 */
public final class TlsProblems {
    private TlsProblems() {}

    /**
     * The problem for a failed TLS connection.
     *
     * @param asked whether the server asked for a client certificate
     */
    static Problem connecting(ServerAddress server, TlsConfig.Mode mode, Throwable failure, boolean asked) {
        Optional<Problem> known = Causes.first(failure, ProblemException.class).map(ProblemException::problem);
        if (known.isPresent()) {
            return known.get();
        }
        Optional<Problem> named =
                away(server, failure).or(() -> demandedCertificate(server.toString(), failure, asked));
        if (named.isPresent()) {
            return named.get();
        }
        Optional<SSLException> tls = Causes.first(failure, SSLException.class);
        if (tls.isPresent()) {
            return handshake(server, mode, tls.get());
        }
        if (Causes.first(failure, SocketTimeoutException.class).isPresent()) {
            return timeout(server);
        }
        if (Causes.first(failure, SocketException.class).isPresent()
                || Causes.first(failure, EOFException.class).isPresent()) {
            return notTls(server, mode, "closed the connection during the TLS handshake");
        }
        // The SDK's own time-outs have no cause.
        Throwable root = Causes.root(failure);
        return root instanceof LDAPException ? timeout(server) : failed(server, failure);
    }

    public static Problem unknownHost(String host) {
        return new Problem(
                ProblemType.HOST_UNKNOWN,
                "The name " + host + " has no address.",
                "Correct the key \"servers\", or let this machine ask the domain's DNS servers.");
    }

    /** The problem for a failed TCP connection. */
    public static Problem unreachable(ServerAddress server, Throwable failure) {
        return away(server, failure)
                .orElseGet(() ->
                        Causes.first(failure, SocketTimeoutException.class).isPresent()
                                ? timeout(server)
                                : failed(server, failure));
    }

    private static Optional<Problem> away(ServerAddress server, Throwable failure) {
        if (Causes.first(failure, UnknownHostException.class).isPresent()) {
            return Optional.of(unknownHost(server.host()));
        }
        // The JDK says "Network is unreachable" with a ConnectException or a plain SocketException.
        if (Causes.first(failure, NoRouteToHostException.class).isPresent()
                || Causes.first(failure, SocketException.class)
                        .filter(e -> Causes.text(e).contains("unreachable"))
                        .isPresent()) {
            return Optional.of(new Problem(
                    ProblemType.CONNECT_NO_ROUTE,
                    "There is no route to " + server + ".",
                    "Check the network between this machine and the domain controller."));
        }
        return Causes.first(failure, ConnectException.class).map(refusal -> refusedOrSilent(server, refusal));
    }

    private static Problem failed(ServerAddress server, Throwable failure) {
        return new Problem(
                ProblemType.CONNECT_FAILED,
                "The connection to " + server + " failed ("
                        + Causes.root(failure).getClass().getSimpleName() + ").",
                "Check the network between this machine and the domain controller.");
    }

    private static Problem refusedOrSilent(ServerAddress server, ConnectException failure) {
        String text = Causes.text(failure);
        return text.contains("timed out")
                ? timeout(server)
                : new Problem(
                        ProblemType.CONNECT_REFUSED,
                        "Nothing listens at " + server + ".",
                        "Check that the domain controller runs and that host and port are right: 636 for LDAPS, 389 for"
                                + " StartTLS.");
    }

    static Problem timeout(ServerAddress server) {
        return new Problem(
                ProblemType.CONNECT_TIMEOUT,
                server + " did not answer in time.",
                "Check that the domain controller runs and that no firewall drops TCP port " + server.port() + ".");
    }

    /**
     * The problem for a server that requires a client certificate. With TLS 1.3 it says so after the handshake
     * (RFC 8446, section 6.2); before, by a general alert or by closing the connection.
     *
     * @param asked whether the server asked for a client certificate in this handshake
     */
    static Optional<Problem> demandedCertificate(String server, Throwable failure, boolean asked) {
        String text =
                Causes.first(failure, SSLException.class).map(Causes::text).orElse("");
        boolean ended = text.contains("bad_certificate")
                || text.contains("handshake_failure")
                || Causes.first(failure, EOFException.class).isPresent()
                || Causes.first(failure, SocketException.class).isPresent();
        return text.contains("certificate_required") || (asked && ended)
                ? Optional.of(new Problem(
                        ProblemType.TLS_CLIENT_CERTIFICATE_DEMANDED,
                        server
                                + " asked for a client certificate and ended the connection: adcache has none, it signs in"
                                + " by Kerberos.",
                        "Connect to the domain controller itself, not to a proxy; or let the proxy take clients without a"
                                + " certificate."))
                : Optional.empty();
    }

    private static Problem handshake(ServerAddress server, TlsConfig.Mode mode, SSLException failure) {
        String text = Causes.text(failure);
        // At this point an unverified peer is one whose handshake never finished.
        if (failure instanceof SSLPeerUnverifiedException
                || Causes.first(failure, SocketTimeoutException.class).isPresent()
                || text.contains("timed out")) {
            return timeout(server);
        }
        if (text.contains("Unsupported or unrecognized SSL message")
                || text.contains("plaintext connection")
                || text.contains("terminated the handshake")
                || Causes.first(failure, EOFException.class).isPresent()
                || Causes.first(failure, SocketException.class).isPresent()) {
            return notTls(server, mode, "does not answer in TLS");
        }
        if (text.contains("constraints") || text.contains("disabled")) {
            return new Problem(
                    ProblemType.TLS_WEAK_CERTIFICATE,
                    "The certificate of " + server + " uses an algorithm or key length that this Java refuses.",
                    "Give the domain controller a certificate with RSA of 2048 bits or more, or ECDSA, and SHA-256.");
        }
        if (text.contains("handshake_failure")) {
            return new Problem(
                    ProblemType.TLS_FAILED,
                    server + " and this Java have no TLS version, cipher or signature in common: " + text + ".",
                    "Give the domain controller a certificate whose key is RSA of 2048 bits or more, or ECDSA on P-256,"
                            + " P-384 or P-521, and allow TLS 1.2 or 1.3.");
        }
        return new Problem(
                ProblemType.TLS_FAILED,
                "No TLS connection to " + server + " could be agreed on: " + text + ".",
                "Check that the domain controller has a certificate and allows TLS 1.2 or 1.3.");
    }

    private static Problem notTls(ServerAddress server, TlsConfig.Mode mode, String what) {
        return mode == TlsConfig.Mode.LDAPS
                ? new Problem(
                        ProblemType.TLS_NOT_TLS,
                        server + " " + what + ".",
                        "If this is the plain LDAP port (389), use 636, or set tls.mode = starttls; else check that the"
                                + " domain controller has a certificate.")
                : new Problem(
                        ProblemType.STARTTLS_REFUSED,
                        server + " " + what + " after StartTLS.",
                        "StartTLS needs the plain LDAP port (389) and a certificate on the domain controller.");
    }

    static Problem wrongHostName(ServerAddress server, X509Certificate certificate) {
        return new Problem(
                ProblemType.TLS_WRONG_HOST_NAME,
                "The name " + server.host() + " we asked for is not in the certificate of " + server + ": "
                        + describe(certificate) + ".",
                "Connect by a name the certificate has, the domain controller's full name, or issue a certificate with"
                        + " this name.");
    }

    /** Names, issuer and expiry of a certificate. */
    public static String describe(X509Certificate certificate) {
        return "names " + names(certificate) + ", issuer "
                + certificate.getIssuerX500Principal().getName() + ", valid until "
                + certificate.getNotAfter().toInstant();
    }

    private static String names(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            if (alternatives != null) {
                alternatives.forEach(pair -> names.add(pair.get(1) instanceof String name ? name : "(other)"));
            }
        } catch (CertificateParsingException e) {
            names.add("(unreadable)");
        }
        return names.isEmpty()
                ? "none, only the subject "
                        + certificate.getSubjectX500Principal().getName()
                : names.toString();
    }
}
