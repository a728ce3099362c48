package org.adcache.auth;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.adcache.account.ProblemException;
import org.adcache.store.file.DataFolder;
import org.adcache.store.file.DurableFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Token of the administrators of this machine, with the scope {@code admin}: made anew at each start and written, like
 * the address and the certificate of the service, to a file of the data folder that only its owner and root can read. The command line
 * finds both there.
 */
public final class LocalToken implements AutoCloseable {
    /** Its id, which no other token has: theirs are hexadecimal. */
    public static final String ID = "local";

    private static final Logger log = LoggerFactory.getLogger(LocalToken.class);

    private final Path folder;
    private final Principal caller;
    private final Tokens.TokenHash hash;

    private LocalToken(Path folder, Principal caller, Tokens.TokenHash hash) {
        this.folder = folder;
        this.caller = caller;
        this.hash = hash;
    }

    private static Path tokenFile(Path folder) {
        return folder.resolve("local.token");
    }

    private static Path certificateFile(Path folder) {
        return folder.resolve("local.certificate");
    }

    private static Path addressFile(Path folder) {
        return folder.resolve("local.url");
    }

    /** The secret in a data folder; empty if no service runs there, or if this user may not read it. */
    public static Optional<String> secret(Path folder) {
        return line(folder, tokenFile(folder));
    }

    /** The address of the service that runs on a data folder; empty as {@link #secret} is. */
    public static Optional<URI> address(Path folder) {
        return line(folder, addressFile(folder)).map(URI::create);
    }

    /** The certificate that the service on a data folder presents; empty as {@link #secret} is, and without TLS. */
    public static Optional<X509Certificate> certificate(Path folder) {
        return line(folder, certificateFile(folder)).flatMap(LocalToken::decoded);
    }

    private static Optional<X509Certificate> decoded(String base64) {
        try {
            byte[] der = Base64.getDecoder().decode(base64);
            return Optional.of((X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der)));
        } catch (CertificateException | IllegalArgumentException e) {
            log.debug("the certificate of the service can't be read", e);
            return Optional.empty();
        }
    }

    /** The content of a file that belongs to this user and is no link. */
    private static Optional<String> line(Path folder, Path file) {
        try {
            DataFolder.locate(folder);
            return DurableFile.read(file)
                    .map(content -> new String(content, StandardCharsets.US_ASCII).strip())
                    .filter(line -> !line.isEmpty());
        } catch (ProblemException e) {
            log.debug("{} can't be read", file, e);
            return Optional.empty();
        }
    }

    /** Creates the token and its file. On a disk that refuses it, the service runs without one, which is logged. */
    public static Optional<LocalToken> create(Path folder, Instant now, SecureRandom random) {
        String secret = Tokens.newSecret(random);
        ApiToken token =
                new ApiToken(ID, Optional.of("local administrator"), Set.of(Scope.ADMIN), now, Optional.empty());
        LocalToken created = new LocalToken(
                folder, Principal.of(token), Tokens.TokenHash.of(secret).orElseThrow());
        return write(tokenFile(folder), secret) ? Optional.of(created) : Optional.empty();
    }

    /** Writes the address at which the service listens. */
    public void listensAt(URI url) {
        write(addressFile(folder), url.toString());
    }

    /** Writes the certificate that the service presents: its file may have been replaced by one that can't be used. */
    public void presents(X509Certificate certificate) {
        try {
            write(certificateFile(folder), Base64.getEncoder().encodeToString(certificate.getEncoded()));
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was decoded can't be encoded", e);
        }
    }

    private static boolean write(Path file, String line) {
        try {
            DurableFile.write(file, (line + "\n").getBytes(StandardCharsets.US_ASCII));
            return true;
        } catch (ProblemException e) {
            log.warn("the command line needs --url and --token-file: {}", e.problem());
            return false;
        }
    }

    /** Its holder, if this is its secret. */
    Optional<Principal> find(Tokens.TokenHash secret) {
        return hash.equals(secret) ? Optional.of(caller) : Optional.empty();
    }

    /** Deletes the files. */
    @Override
    public void close() {
        for (Path file : List.of(tokenFile(folder), addressFile(folder), certificateFile(folder))) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                log.debug("{} stays until the next start", file, e);
            }
        }
    }
}
