package org.adcache.itest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Private certificate authority in a folder, created with openssl and valid for a day. */
record CertificateAuthority(Path folder) {
    /** Key and certificate of a server, PEM. */
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

    /** The authority's own certificate, as clients trust it. */
    Path certificate() {
        return folder.resolve("ca.pem");
    }

    private Path key() {
        return folder.resolve("ca.key");
    }

    /** Issues a certificate that expired two days ago. */
    Server issueExpired(String host) {
        return issue(List.of(host), "expired-" + host, List.of("faketime", "-m", "-f", "-3d"));
    }

    /** Issues a certificate whose only subject alternative names are those of the hosts. */
    Server issue(String host, String... more) {
        return issue(Stream.concat(Stream.of(host), Stream.of(more)).toList(), host, List.of());
    }

    private Server issue(List<String> hosts, String file, List<String> wrapper) {
        Server server = new Server(folder.resolve(file + ".key"), folder.resolve(file + ".pem"));
        Path request = folder.resolve(file + ".csr");
        Path extensions = folder.resolve(file + ".ext");
        Command.of(
                        "openssl",
                        "req",
                        "-newkey",
                        "rsa:2048",
                        "-nodes",
                        "-subj",
                        "/CN=" + hosts.get(0),
                        "-keyout",
                        server.key().toString(),
                        "-out",
                        request.toString())
                .run();
        try {
            Files.writeString(
                    extensions,
                    "subjectAltName=DNS:" + String.join(",DNS:", hosts) + "\nextendedKeyUsage=serverAuth\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> words = new ArrayList<>(wrapper);
        words.addAll(List.of("openssl", "x509", "-req", "-days", "1", "-CAcreateserial"));
        words.addAll(List.of("-in", request.toString(), "-CA", certificate().toString(), "-CAkey", key().toString()));
        words.addAll(List.of(
                "-extfile", extensions.toString(), "-out", server.certificate().toString()));
        Command.of(words).run();
        return server;
    }
}
