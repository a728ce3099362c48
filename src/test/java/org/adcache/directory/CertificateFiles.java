package org.adcache.directory;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Objects;
import org.adcache.account.ProblemException;
import org.adcache.tls.PemFile;

/** Self-signed certificates, one for each signature algorithm; their keys were discarded. */
public final class CertificateFiles {
    private CertificateFiles() {}

    public static Path path(String name) {
        URL url = Objects.requireNonNull(CertificateFiles.class.getResource("/certificates/" + name + ".pem"), name);
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    public static X509Certificate read(String name) throws ProblemException {
        return PemFile.read(path(name)).certificates().get(0);
    }
}
