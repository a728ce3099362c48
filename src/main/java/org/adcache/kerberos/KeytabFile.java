package org.adcache.kerberos;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.jspecify.annotations.Nullable;

/** Keytab file, on disk or as it was sent; its read errors name the cause and the remedy. */
final class KeytabFile {
    private static final int MAX_BYTES = 1 << 20;

    private final Path path;
    private final Optional<ByteBuffer> sent;

    KeytabFile(Path path) {
        this(path, Optional.empty());
    }

    private KeytabFile(Path path, Optional<ByteBuffer> sent) {
        this.path = path;
        this.sent = sent;
    }

    /** A keytab that is in no file. */
    static KeytabFile sent(byte[] content) {
        return new KeytabFile(Path.of(""), Optional.of(ByteBuffer.wrap(content.clone())));
    }

    /** Its name at the start of a sentence. */
    String called() {
        return sent.isPresent() ? "The keytab" : "The keytab " + path;
    }

    /** Reads all entries; there is at least one. */
    Keytab read() throws ProblemException {
        return new Keytab(read((entry, key) -> entry));
    }

    /** Reads all entries with their keys; there is at least one. */
    <T> List<T> read(Keytab.EntryReader<T> reader) throws ProblemException {
        byte[] bytes = bytes();
        try {
            if (bytes.length == 0) {
                throw new ProblemException(new Problem(
                        ProblemType.KEYTAB_EMPTY,
                        called() + " is empty.",
                        "Export the keytab again and copy it here."));
            }
            if (!Keytab.hasMagic(bytes)) {
                throw foreign("is " + kind(bytes) + ", not a keytab");
            }
            List<T> entries = parse(bytes, reader);
            if (entries.isEmpty()) {
                throw new ProblemException(new Problem(
                        ProblemType.KEYTAB_EMPTY,
                        called() + " holds no keys.",
                        "Export the keytab again and copy it here."));
            }
            return entries;
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** Whether every user of this machine may read the file; false if the file system has no POSIX permissions. */
    boolean isWorldReadable() {
        try {
            return sent.isEmpty() && Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private byte[] bytes() throws ProblemException {
        if (sent.isPresent()) {
            byte[] bytes = new byte[sent.get().capacity()];
            sent.get().get(0, bytes);
            return bytes;
        }
        try {
            if (Files.isDirectory(path)) {
                throw unreadable("is a folder, not a file", null);
            }
            if (Files.exists(path) && !Files.isRegularFile(path)) {
                throw unreadable("is not a regular file", null);
            }
            if (Files.size(path) > MAX_BYTES) {
                throw foreign("has more than " + MAX_BYTES + " bytes, so it is no keytab");
            }
            return Files.readAllBytes(path);
        } catch (NoSuchFileException e) {
            throw new ProblemException(
                    new Problem(
                            ProblemType.KEYTAB_MISSING,
                            "There is no keytab at " + path + ".",
                            "Copy the keytab there, or correct the key \"keytab\" of the connection."),
                    e);
        } catch (AccessDeniedException e) {
            throw unreadable("may not be read by the user " + System.getProperty("user.name"), e);
        } catch (IOException e) {
            throw unreadable("can't be read: " + e.getClass().getSimpleName(), e);
        }
    }

    private <T> List<T> parse(byte[] bytes, Keytab.EntryReader<T> reader) throws ProblemException {
        try {
            return Keytab.parse(bytes, reader);
        } catch (KeytabFormatException e) {
            throw new ProblemException(
                    new Problem(
                            ProblemType.KEYTAB_DAMAGED,
                            called() + " is damaged: " + e.getMessage() + ".",
                            "Copy it again in binary mode, or export it again."),
                    e);
        }
    }

    private ProblemException unreadable(String what, @Nullable IOException cause) {
        Problem problem = new Problem(
                ProblemType.KEYTAB_UNREADABLE,
                called() + " " + what + ".",
                "Make it a file that belongs to the user adcache runs as, mode 0400, in a folder that user may enter.");
        return cause == null ? new ProblemException(problem) : new ProblemException(problem, cause);
    }

    private ProblemException foreign(String what) {
        return new ProblemException(new Problem(
                ProblemType.KEYTAB_FOREIGN,
                (sent.isPresent() ? "The file" : "The file " + path) + " " + what + ".",
                "Give the keytab in MIT's format 5.2, as ktpass, ktutil, msktutil and samba-tool write it."));
    }

    private static String kind(byte[] bytes) {
        if (bytes[0] == 5 && bytes.length > 1) {
            if (bytes[1] == 1) {
                return "a keytab of the old format 5.1";
            }
            if (bytes[1] == 3 || bytes[1] == 4) {
                return "a credential cache (tickets)";
            }
        }
        String head = new String(bytes, 0, Math.min(bytes.length, 32), StandardCharsets.ISO_8859_1);
        if (head.startsWith("-----BEGIN")) {
            return "a PEM file";
        }
        if (head.chars().allMatch(c -> (c >= ' ' && c < 0x7F) || c == '\n' || c == '\r' || c == '\t')) {
            return head.startsWith("BQI") ? "a keytab still encoded as Base64" : "a text file";
        }
        return "a file of another kind";
    }
}
