package org.adcache.cli.client;

import java.net.URI;
import java.security.GeneralSecurityException;
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

/** Service of this machine, found through its configuration and its data folder. */
record LocalService(ConfigReader.Local configured) {
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
     * A TLS context that accepts the certificate of the configuration, whatever its issuer, name and date; empty
     * without TLS, or if the certificate can't be read.
     */
    Optional<SSLContext> tls() {
        return configured.http().tls().flatMap(LocalService::pinned);
    }

    private static Optional<SSLContext> pinned(HttpConfig.Tls tls) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            TrustManager own =
                    new PinnedCertificate(PemFile.read(tls.certificate()).certificates());
            context.init(null, new TrustManager[] {own}, null);
            return Optional.of(context);
        } catch (ProblemException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has TLS", e);
        }
    }
}
