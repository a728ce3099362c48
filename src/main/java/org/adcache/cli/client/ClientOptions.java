package org.adcache.cli.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.adcache.account.ProblemException;
import org.adcache.cli.terminal.CommandException;
import org.adcache.cli.terminal.Exit;
import org.adcache.cli.terminal.Terminal;
import org.adcache.config.ConfigReader;
import org.adcache.tls.TrustAnchors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that queries a running service. */
public final class ClientOptions {
    private static final String DEFAULT_URL = "http://127.0.0.1:8636";

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "Address of the service. Default: ADCACHE_URL, else that of the configuration, else " + DEFAULT_URL)
    private @Nullable String url;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "A file that holds an API token. Default: ADCACHE_TOKEN_FILE, else the token of the local"
                    + " administrators, which root and the user of the service may read")
    private @Nullable Path tokenFile;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "PEM file with the CA of the service's certificate, if Java does not trust it already")
    private @Nullable Path ca;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Configuration file of a service on this machine. Default: /etc/adcache/adcache.conf")
    private @Nullable Path config;

    public ServiceClient client(Terminal terminal) throws CommandException {
        HttpClient.Builder http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5));
        Optional<String> named = Optional.ofNullable(url).or(() -> terminal.variable("ADCACHE_URL"));
        Optional<LocalService> local = named.isPresent() ? Optional.empty() : local(terminal);
        if (ca != null) {
            http.sslContext(trusting(ca));
        } else {
            local.flatMap(LocalService::tls).ifPresent(http::sslContext);
        }
        URI address = local.isPresent() ? local.get().address() : address(named.orElse(DEFAULT_URL));
        Optional<String> token = token(terminal);
        return new ServiceClient(
                address, () -> token.isPresent() ? token : local.flatMap(LocalService::token), http.build());
    }

    /** The service of this machine; its token is never sent to an address that was named otherwise. */
    private Optional<LocalService> local(Terminal terminal) throws CommandException {
        Path file = config == null ? ConfigReader.DEFAULT_FILE : config;
        Optional<LocalService> found =
                new ConfigReader(terminal.environment()).local(file).map(LocalService::new);
        if (config != null && found.isEmpty()) {
            throw new CommandException(
                    Exit.CONFIGURATION,
                    "The configuration " + file + " can't be read.",
                    "adcache check-config --config " + file + " says why.");
        }
        return found;
    }

    private static URI address(String text) throws CommandException {
        try {
            URI address = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            if (address.getHost() != null
                    && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
                    && address.getQuery() == null) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // Reported below, as an address without a host is.
        }
        throw new CommandException(
                Exit.USAGE, "\"" + text + "\" is not the address of a service.", "Write it like " + DEFAULT_URL + ".");
    }

    private Optional<String> token(Terminal terminal) throws CommandException {
        Path file = tokenFile != null
                ? tokenFile
                : terminal.variable("ADCACHE_TOKEN_FILE").map(Path::of).orElse(null);
        if (file == null) {
            return Optional.empty();
        }
        try {
            String token = Files.readString(file).strip();
            if (token.matches("[!-~]+")) {
                return Optional.of(token);
            }
        } catch (AccessDeniedException e) {
            throw new CommandException(
                    Exit.PERMISSION,
                    "The token file " + file + " can't be read by the user " + System.getProperty("user.name") + ".",
                    "Ask its owner, or use a token of your own.",
                    e);
        } catch (IOException e) {
            throw new CommandException(
                    Exit.USAGE,
                    "There is no token file " + file + " that can be read.",
                    "Create one: adcache token create --config FILE --scope lookup > " + file,
                    e);
        }
        throw new CommandException(
                Exit.USAGE,
                "The token file " + file + " holds no token.",
                "Create one: adcache token create --config FILE --scope lookup > " + file);
    }

    private static SSLContext trusting(Path file) throws CommandException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {TrustAnchors.read(file).trustManager()}, null);
            return context;
        } catch (ProblemException e) {
            throw new CommandException(
                    Exit.USAGE, "--ca: " + e.problem().detail(), e.problem().remedy(), e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has TLS", e);
        }
    }
}
