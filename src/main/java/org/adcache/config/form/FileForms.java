package org.adcache.config.form;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.adcache.account.ProblemException;
import org.adcache.tls.PemFile;

/** Forms of files and folders: a flat list. Files must exist, be readable and hold what their key requires. */
public final class FileForms {
    private static final int KEY_FILE_BYTES = 32;
    private static final int MOST_BYTES = 16 * 1024 * 1024;

    private FileForms() {}

    /** A folder, which need not exist yet. */
    public static final Form<Path> FOLDER = Form.text("a folder such as \"/var/lib/adcache\"", (text, folder) -> {
        Path path = path(text, folder);
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new BadValueException(path + " is a file", "Name a folder");
        }
        return path;
    });

    /** A file that is checked elsewhere. */
    public static final Form<Path> NAMED = Form.text("a file such as \"/etc/adcache/corp.keytab\"", FileForms::path);

    public static final Form<Path> KEYTAB =
            Form.text("a keytab such as \"/etc/adcache/corp.keytab\"", (text, folder) -> {
                Path path = path(text, folder);
                byte[] content = content(path);
                if (content.length < 2 || content[0] != 5) {
                    throw new BadValueException(
                            path + " is not a keytab",
                            "Export it again; \"adcache keytab FILE\" says what is in a keytab");
                }
                return path;
            });

    public static final Form<Path> KEY_FILE = Form.text("a file of 32 bytes", (text, folder) -> {
        Path path = path(text, folder);
        int length = content(path).length;
        if (length != KEY_FILE_BYTES) {
            throw new BadValueException(
                    path + " has " + length + " bytes, not " + KEY_FILE_BYTES,
                    "Make one with \"head -c 32 /dev/urandom\"; if a cache was written with another, it is read afresh");
        }
        return path;
    });

    public static final Form<Path> CERTIFICATES = pem("a PEM file with certificates", PemFile::certificates);

    public static final Form<Path> PRIVATE_KEY = pem("a PEM file with a private key", PemFile::privateKey);

    /** Required content of a PEM file. */
    private interface Content {
        Object read(PemFile file) throws ProblemException;
    }

    private static Form<Path> pem(String expected, Content content) {
        return Form.text(expected, (text, folder) -> {
            Path path = path(text, folder);
            try {
                content.read(PemFile.read(path));
            } catch (ProblemException e) {
                // The report ends both sentences itself.
                throw new BadValueException(
                        unended(e.problem().detail()), unended(e.problem().remedy()));
            }
            return path;
        });
    }

    private static String unended(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    private static Path path(String text, Path folder) throws BadValueException {
        if (text.isBlank()) {
            throw new BadValueException("the path is empty", "Name a file, or leave the key out");
        }
        try {
            return folder.resolve(text).normalize();
        } catch (InvalidPathException e) {
            throw new BadValueException("\"" + text + "\" is not a path", "Name a file");
        }
    }

    private static byte[] content(Path path) throws BadValueException {
        if (Files.isDirectory(path)) {
            throw new BadValueException(path + " is a folder", "Name a file");
        }
        if (!Files.exists(path)) {
            throw new BadValueException(
                    "there is no file " + path + ", or its folder may not be entered",
                    "Check the path; a relative one is relative to the file that names it");
        }
        try {
            if (Files.size(path) > MOST_BYTES) {
                throw new BadValueException(path + " is too large", "Name the right file");
            }
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new BadValueException(
                    path + " can't be read by the user " + System.getProperty("user.name"),
                    "Let the user that runs adcache read it, and nobody else");
        }
    }
}
