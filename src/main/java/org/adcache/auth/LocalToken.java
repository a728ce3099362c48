package org.adcache.auth;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
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
 * the address of the service, to a file of the data folder that only its owner and root can read. The command line
 * finds both there.
 */
public final class LocalToken implements AutoCloseable {
    /** Its id, which no other token has: theirs are hexadecimal. */
    public static final String ID = "local";

    private static final Logger log = LoggerFactory.getLogger(LocalToken.class);

    private final Path folder;
    private final ApiToken token;
    private final Tokens.TokenHash hash;

    private LocalToken(Path folder, ApiToken token, Tokens.TokenHash hash) {
        this.folder = folder;
        this.token = token;
        this.hash = hash;
    }

    private static Path tokenFile(Path folder) {
        return folder.resolve("local.token");
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
        LocalToken created =
                new LocalToken(folder, token, Tokens.TokenHash.of(secret).orElseThrow());
        return write(tokenFile(folder), secret) ? Optional.of(created) : Optional.empty();
    }

    /** Writes the address at which the service listens. */
    public void listensAt(URI url) {
        write(addressFile(folder), url.toString());
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

    /** The token, if this is its secret. */
    Optional<ApiToken> find(Tokens.TokenHash secret) {
        return hash.equals(secret) ? Optional.of(token) : Optional.empty();
    }

    /** Deletes the files. */
    @Override
    public void close() {
        for (Path file : List.of(tokenFile(folder), addressFile(folder))) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                log.debug("{} stays until the next start", file, e);
            }
        }
    }
}
