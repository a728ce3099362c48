package org.adcache.auth.certificate;

import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.adcache.auth.Scope;

/**
 * Client that is known by its certificate.
 *
 * @param id its name in the configuration
 * @param subject the whole subject of its certificate; the order of its parts counts, case and spaces don't
 */
public record CertificateClient(String id, X500Principal subject, Set<Scope> scopes) {
    public CertificateClient {
        scopes = Set.copyOf(scopes);
    }
}
