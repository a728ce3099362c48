package org.adcache.http.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.http.HttpConfig;
import org.adcache.tls.ClientAuthorities;
import org.adcache.tls.TlsIdentity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listener's TLS files: certificate, key, CAs of clients and their CRLs. Tools such as certbot replace them one
 * after the other, or swap the symbolic links to them; what can't be used then is read again when it changes, and what
 * was read before stays in use.
 */
public final class TlsFiles {
    private static final Logger log = LoggerFactory.getLogger(TlsFiles.class);

    private final HttpConfig.Tls config;
    private List<Object> stamps;
    private volatile Optional<Problem> problem = Optional.empty();

    /**
     * What the files hold.
     *
     * @param clientAuthorities empty: client certificates are not requested
     */
    public record Content(TlsIdentity server, Optional<ClientAuthorities> clientAuthorities) {}

    public TlsFiles(HttpConfig.Tls config) {
        this.config = config;
        this.stamps = List.of();
    }

    /**
     * Reads the files.
     *
     * @throws ProblemException naming the file that can't be used
     */
    public Content read() throws ProblemException {
        // The stamps are read before the files, so that a change in between is noticed at the next look.
        stamps = stamps();
        TlsIdentity server = TlsIdentity.read(config.certificate(), config.privateKey());
        return new Content(server, config.clientCa().isPresent() ? authorities() : Optional.empty());
    }

    private Optional<ClientAuthorities> authorities() throws ProblemException {
        ClientAuthorities read = ClientAuthorities.read(config.clientCa().orElseThrow(), config.clientCrl());
        read.outdated(Clock.systemUTC().instant())
                .forEach(issuer -> log.warn(
                        "the CRL of {} is past the date of its next update; what it revoked stays revoked", issuer));
        return Optional.of(read);
    }

    /** Reads the files again if any has changed; empty if none has, or if they can't be used, which is logged. */
    public Optional<Content> readIfChanged() {
        if (stamps().equals(stamps)) {
            return Optional.empty();
        }
        try {
            Content content = read();
            problem = Optional.empty();
            log.info(
                    "the TLS files have changed; the certificate is valid until {}",
                    content.server().chain().get(0).getNotAfter().toInstant());
            return Optional.of(content);
        } catch (ProblemException e) {
            if (!problem.equals(Optional.of(e.problem()))) {
                log.error(
                        "the TLS files have changed and can't be used, so those from before stay in use: {}",
                        e.problem());
            }
            problem = Optional.of(e.problem());
            return Optional.empty();
        }
    }

    /** Why files that were replaced aren't in use. */
    public Optional<Problem> problem() {
        return problem;
    }

    private List<Object> stamps() {
        List<Path> files = new ArrayList<>(List.of(config.certificate(), config.privateKey()));
        config.clientCa().ifPresent(files::add);
        config.clientCrl().ifPresent(files::add);
        return files.stream().map(TlsFiles::stamp).toList();
    }

    /** Identity, size and time of the file that a path leads to, through links. */
    private static Object stamp(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Arrays.asList(attributes.fileKey(), attributes.size(), attributes.lastModifiedTime());
        } catch (NoSuchFileException e) {
            return "missing";
        } catch (IOException e) {
            return "unreadable";
        }
    }
}
