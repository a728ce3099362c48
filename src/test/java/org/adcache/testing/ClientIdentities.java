package org.adcache.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import org.adcache.account.ProblemException;
import org.adcache.tls.TlsIdentity;

/** Copies of the files in {@code certificates/clients}, whose README says what each is. */
public final class ClientIdentities {
    private ClientIdentities() {}

    public static Path copy(String name, Path folder) throws IOException {
        String resource = "/certificates/clients/" + name + ".pem";
        try (InputStream in = Objects.requireNonNull(ClientIdentities.class.getResourceAsStream(resource), resource)) {
            return Files.write(folder.resolve(name + ".pem"), in.readAllBytes());
        }
    }

    /** The certificate of a client and those of its issuers in the same file. */
    public static TlsIdentity identity(String name, Path folder) throws IOException, ProblemException {
        Path file = copy(name, folder);
        return TlsIdentity.read(file, file);
    }

    public static List<X509Certificate> chain(String name, Path folder) throws IOException, ProblemException {
        return identity(name, folder).chain();
    }
}
