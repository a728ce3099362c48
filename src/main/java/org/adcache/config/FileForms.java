package org.adcache.config;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;

/** The forms of files and folders: a flat list. Files must be there and readable, with the content their key asks for. */
final class FileForms {
    private static final int KEY_FILE_BYTES = 32;
    private static final int MOST_BYTES = 16 * 1024 * 1024;

    private FileForms() {}

    /** A folder that is made if it isn't there. */
    static final Form<Path> FOLDER = Form.text("a folder such as \"/var/lib/adcache\"", (text, folder) -> {
        Path path = path(text, folder);
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new BadValueException(path + " is a file", "Name a folder");
        }
        return path;
    });

    /** Any file, which somebody else will look at. */
    static final Form<Path> NAMED = Form.text("a file such as \"/etc/adcache/corp.keytab\"", FileForms::path);

    static final Form<Path> KEYTAB = Form.text("a keytab such as \"/etc/adcache/corp.keytab\"", (text, folder) -> {
        Path path = path(text, folder);
        byte[] content = content(path);
        if (content.length < 2 || content[0] != 5) {
            throw new BadValueException(
                    path + " is not a keytab", "Export it again; \"adcache keytab FILE\" says what is in a keytab");
        }
        return path;
    });

    static final Form<Path> KEY_FILE = Form.text("a file of 32 bytes", (text, folder) -> {
        Path path = path(text, folder);
        int length = content(path).length;
        if (length != KEY_FILE_BYTES) {
            throw new BadValueException(
                    path + " has " + length + " bytes, not " + KEY_FILE_BYTES,
                    "Make one with \"head -c 32 /dev/urandom\"; if a cache was written with another, it is read afresh");
        }
        return path;
    });

    static final Form<Path> CERTIFICATES = Form.text("a PEM file with certificates", (text, folder) -> {
        Path path = path(text, folder);
        byte[] content = content(path);
        try (InputStream in = new ByteArrayInputStream(content)) {
            if (CertificateFactory.getInstance("X.509").generateCertificates(in).isEmpty()) {
                throw new BadValueException(path + " holds no certificate", pemAdvice());
            }
        } catch (CertificateException | IOException e) {
            throw new BadValueException(path + " holds no certificate that can be read", pemAdvice());
        }
        return path;
    });

    static final Form<Path> PRIVATE_KEY = Form.text("a PEM file with a private key", (text, folder) -> {
        Path path = path(text, folder);
        String content = new String(content(path), StandardCharsets.ISO_8859_1);
        if (content.contains("ENCRYPTED")) {
            throw new BadValueException(
                    path + " holds a private key that is protected with a password",
                    "Take the password off with \"openssl pkey\" and let only the service read the file");
        }
        if (!content.contains("PRIVATE KEY-----")) {
            throw new BadValueException(
                    path + " holds no private key", "Name the PEM file that begins with -----BEGIN PRIVATE KEY-----");
        }
        return path;
    });

    private static String pemAdvice() {
        return "Name a PEM file, which begins with -----BEGIN CERTIFICATE-----;"
                + " \"openssl x509 -inform der\" converts a .cer or .crt file";
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
