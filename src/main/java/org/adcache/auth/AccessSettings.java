package org.adcache.auth;

import java.util.List;
import org.adcache.auth.certificate.CertificateClient;
import org.adcache.auth.sso.Roles;

/** Who is given access by the configuration, as it is now. */
public interface AccessSettings {
    /** The roles of people. */
    Roles roles();

    /** The machines that are known by their certificates. */
    List<CertificateClient> certificates();
}
