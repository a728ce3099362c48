package org.adcache.itest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A private certificate authority in a folder; made with openssl, good for a day. */
record CertificateAuthority(Path folder) {
    /** A server's key and certificate, PEM. */
    record Server(Path key, Path certificate) {}

    static CertificateAuthority create(Path folder, String name) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        CertificateAuthority authority = new CertificateAuthority(folder);
        Command.of(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "rsa:2048",
                        "-nodes",
                        "-days",
                        "1",
                        "-subj",
                        "/CN=" + name,
                        "-keyout",
                        authority.key().toString(),
                        "-out",
                        authority.certificate().toString())
                .run();
        return authority;
    }

    /** The authority's own certificate: what a client trusts. */
    Path certificate() {
        return folder.resolve("ca.pem");
    }

    private Path key() {
        return folder.resolve("ca.key");
    }

    /** Issues a certificate whose only subject alternative name is the host's. */
    Server issue(String host) {
        Server server = new Server(folder.resolve(host + ".key"), folder.resolve(host + ".pem"));
        Path request = folder.resolve(host + ".csr");
        Path extensions = folder.resolve(host + ".ext");
        Command.of(
                        "openssl",
                        "req",
                        "-newkey",
                        "rsa:2048",
                        "-nodes",
                        "-subj",
                        "/CN=" + host,
                        "-keyout",
                        server.key().toString(),
                        "-out",
                        request.toString())
                .run();
        try {
            Files.writeString(extensions, "subjectAltName=DNS:" + host + "\nextendedKeyUsage=serverAuth\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Command.of(
                        "openssl",
                        "x509",
                        "-req",
                        "-days",
                        "1",
                        "-CAcreateserial",
                        "-in",
                        request.toString(),
                        "-CA",
                        certificate().toString(),
                        "-CAkey",
                        key().toString(),
                        "-extfile",
                        extensions.toString(),
                        "-out",
                        server.certificate().toString())
                .run();
        return server;
    }
}
