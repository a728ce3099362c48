package org.adcache.itest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Private certificate authority in a folder, created with openssl and valid for a day. */
record CertificateAuthority(Path folder) {
    private static final List<String> EXPIRED = List.of("faketime", "-m", "-f", "-3d");

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
        return issue(host, "expired-" + host, names(List.of(host)), EXPIRED);
    }

    /** Issues a certificate whose only subject alternative names are those of the hosts. */
    Server issue(String host, String... more) {
        return issue(
                host,
                host,
                names(Stream.concat(Stream.of(host), Stream.of(more)).toList()),
                List.of());
    }

    /** Issues a certificate for a host with these lines of an extension file of openssl. */
    Server issueUnusual(String host, String file, String extensions) {
        return issue(host, file, extensions, List.of());
    }

    /** Issues a certificate that is valid from tomorrow on. */
    Server issueEarly(String host) {
        return issue(host, "early-" + host, names(List.of(host)), List.of("faketime", "-m", "-f", "+1d"));
    }

    /**
     * Issues a certificate by an authority below this one; its file holds that authority's certificate too.
     *
     * @param extensions of the authority, as lines of an extension file of openssl
     */
    Server issueThrough(String name, String extensions, String host) {
        return issueThrough(name, extensions, host, List.of());
    }

    /** The same by an authority whose certificate expired two days ago. */
    Server issueThroughExpired(String name, String extensions, String host) {
        return issueThrough(name, extensions, host, EXPIRED);
    }

    private Server issueThrough(String name, String extensions, String host, List<String> wrapper) {
        Server intermediate = issue(name, name, extensions, wrapper);
        CertificateAuthority below = new CertificateAuthority(folder.resolve("below-" + name));
        try {
            Files.createDirectories(below.folder());
            Files.copy(intermediate.certificate(), below.certificate());
            Files.copy(intermediate.key(), below.key());
            Server server = below.issue(host);
            Files.writeString(server.certificate(), Files.readString(below.certificate()), StandardOpenOption.APPEND);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String names(List<String> hosts) {
        return "subjectAltName=DNS:" + String.join(",DNS:", hosts) + "\nextendedKeyUsage=serverAuth\n";
    }

    private Server issue(String name, String file, String extensions, List<String> wrapper) {
        Server server = new Server(folder.resolve(file + ".key"), folder.resolve(file + ".pem"));
        Path request = folder.resolve(file + ".csr");
        Path extensionFile = folder.resolve(file + ".ext");
        Command.of(
                        "openssl",
                        "req",
                        "-newkey",
                        "rsa:2048",
                        "-nodes",
                        "-subj",
                        "/CN=" + name,
                        "-keyout",
                        server.key().toString(),
                        "-out",
                        request.toString())
                .run();
        try {
            Files.writeString(extensionFile, extensions);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> words = new ArrayList<>(wrapper);
        words.addAll(List.of("openssl", "x509", "-req", "-days", "1", "-CAcreateserial"));
        words.addAll(List.of("-in", request.toString(), "-CA", certificate().toString(), "-CAkey", key().toString()));
        words.addAll(List.of(
                "-extfile",
                extensionFile.toString(),
                "-out",
                server.certificate().toString()));
        Command.of(words).run();
        return server;
    }
}
