package org.adcache.directory;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Objects;

/** Self-signed certificates, one for each signature algorithm; their keys were thrown away. */
final class TestCertificates {
    private TestCertificates() {}

    static Path path(String name) {
        URL url = Objects.requireNonNull(TestCertificates.class.getResource("/certificates/" + name + ".pem"), name);
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static X509Certificate read(String name) throws IOException, CertificateException {
        try (InputStream file = Files.newInputStream(path(name))) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(file);
        }
    }
}
