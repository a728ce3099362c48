package org.adcache.cli.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.adcache.cli.terminal.CommandException;
import org.adcache.cli.terminal.Exit;

/**
 * Failures to reach a service, as a sentence and a remedy. Java's own messages name its classes, or quote what the
 * other side sent, which may be binary.
 */
final class ConnectionFailures {
    private static final String ADDRESS = "--url or ADCACHE_URL";

    private final URI service;

    ConnectionFailures(URI service) {
        this.service = service;
    }

    CommandException of(IOException e) {
        if (e instanceof SSLException) {
            return tls(e);
        }
        if (has(e, UnresolvedAddressException.class) || has(e, UnknownHostException.class)) {
            return failure(
                    e,
                    "The host " + service.getHost() + " can't be resolved.",
                    "Check how it is written in " + ADDRESS + ", and the DNS.");
        }
        if (e instanceof HttpConnectTimeoutException) {
            return failure(
                    e,
                    "No connection to " + service + " in time.",
                    "Check host and port in " + ADDRESS + (isTls() ? ", that the service uses TLS," : "")
                            + " and the firewall.");
        }
        if (e instanceof ConnectException) {
            return failure(
                    e,
                    "Nothing answers at " + service + ".",
                    "Start the service with \"adcache serve\", or name its address with " + ADDRESS + ".");
        }
        if (e instanceof HttpTimeoutException) {
            return failure(e, service + " did not answer in time.", "See the log of the service, and try again.");
        }
        return failure(
                e,
                "What " + service + " answers is not HTTP, or breaks off.",
                isTls()
                        ? "See the log of the service, and try again."
                        : "If the service uses TLS, write https:// in " + ADDRESS + "; else see its log.");
    }

    private CommandException tls(IOException e) {
        if (has(e, CertPathBuilderException.class)) {
            return failure(
                    e,
                    "The certificate of " + service + " is signed by none of the CAs that are trusted here.",
                    "Name the PEM file of the CA that signed it with --ca.");
        }
        if (has(e, CertificateExpiredException.class) || has(e, CertificateNotYetValidException.class)) {
            return failure(
                    e,
                    "The certificate of " + service + " is expired or not valid yet.",
                    "Renew it, and check the clocks of both machines.");
        }
        if (has(e, CertificateException.class)) {
            return failure(
                    e,
                    "The certificate of " + service + " is not for the host " + service.getHost() + ".",
                    "Write one of the certificate's names in " + ADDRESS + ".");
        }
        if (String.valueOf(e.getMessage()).contains("nrecognized SSL message")) {
            return failure(e, service + " does not use TLS.", "Write http:// in " + ADDRESS + ", or check the port.");
        }
        return failure(
                e,
                "The TLS handshake with " + service + " failed.",
                "See the log of the service; ADCACHE_DEBUG=1 shows what Java says.");
    }

    private boolean isTls() {
        return "https".equals(service.getScheme());
    }

    private static boolean has(Throwable error, Class<? extends Throwable> type) {
        return Stream.iterate(Optional.of(error), Optional::isPresent, each -> each.map(Throwable::getCause))
                .flatMap(Optional::stream)
                .limit(10)
                .anyMatch(type::isInstance);
    }

    private static CommandException failure(IOException cause, String sentence, String remedy) {
        return new CommandException(Exit.UNAVAILABLE, sentence, remedy, cause);
    }
}
