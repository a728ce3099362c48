package org.adcache.cli.client;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.adcache.account.ProblemException;
import org.adcache.auth.LocalToken;
import org.adcache.cli.terminal.CommandException;
import org.adcache.cli.terminal.Exit;
import org.adcache.config.ConfigReader;
import org.adcache.http.HttpConfig;
import org.adcache.tls.PemFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Service of this machine, found through its configuration and its data folder. */
record LocalService(ConfigReader.Local configured) {
    private static final Logger log = LoggerFactory.getLogger(LocalService.class);

    /** Its address; one that listens everywhere is asked on loopback. */
    URI address() throws CommandException {
        Optional<URI> running = LocalToken.address(configured.dataFolder());
        return running.isPresent() ? running.get() : configuredAddress();
    }

    private URI configuredAddress() throws CommandException {
        HttpConfig http = configured.http();
        if (http.port() == 0) {
            throw new CommandException(
                    Exit.UNAVAILABLE,
                    "The service chooses its port when it starts, and " + configured.dataFolder()
                            + " doesn't name it to the user " + System.getProperty("user.name") + ".",
                    "Start the service, run this as its user or as root, or name its address with --url.");
        }
        return URI.create((http.tls().isPresent() ? "https://" : "http://") + host(http.host()) + ":" + http.port());
    }

    private static String host(String host) {
        return switch (host) {
            case "0.0.0.0" -> "127.0.0.1";
            case "::", "[::]" -> "[::1]";
            default -> host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        };
    }

    /** The token of the local administrators, if this user may read it. */
    Optional<String> token() {
        return LocalToken.secret(configured.dataFolder());
    }

    /**
     * A TLS context that accepts the certificate that the service presents, or that its configuration names, whatever
     * its issuer, name and date; empty without TLS, or if the certificate can't be read.
     */
    Optional<SSLContext> tls() {
        List<X509Certificate> own = new ArrayList<>();
        LocalToken.certificate(configured.dataFolder()).ifPresent(own::add);
        configured.http().tls().map(LocalService::configured).ifPresent(own::addAll);
        return own.isEmpty() ? Optional.empty() : Optional.of(pinned(own));
    }

    /** The certificates in the file may be others already than the one in use. */
    private static List<X509Certificate> configured(HttpConfig.Tls tls) {
        try {
            return PemFile.read(tls.certificate()).certificates();
        } catch (ProblemException e) {
            log.debug("{} can't be read", tls.certificate(), e);
            return List.of();
        }
    }

    private static SSLContext pinned(List<X509Certificate> own) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new PinnedCertificate(own)}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has TLS", e);
        }
    }
}
