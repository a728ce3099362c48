package org.adcache.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.store.file.DurableFile;

/** {@code tokens.json} in the data folder, read by the service and replaced by the {@code token} command. */
public final class TokenStorage implements Tokens.Storage {
    private final Path file;

    public TokenStorage(Path dataFolder) {
        this.file = dataFolder.resolve("tokens.json");
    }

    @Override
    public Optional<byte[]> read() throws ProblemException {
        return DurableFile.read(file);
    }

    @Override
    public void write(byte[] content) throws ProblemException {
        DurableFile.write(file, content);
    }

    @Override
    public Object stamp() throws ProblemException {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return Arrays.asList(attributes.fileKey(), attributes.size(), attributes.lastModifiedTime());
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new ProblemException(
                    new Problem(
                            ProblemType.TOKENS_UNREADABLE,
                            file + " can't be read.",
                            "Check that it belongs to the user adcache runs as."),
                    e);
        }
    }
}
