/**
 * Clients that are known by the certificate of their TLS connection.
 *
 * <p>{@link org.adcache.auth.certificate.ClientCertificates} says which client a verified chain belongs to, by the
 * {@link org.adcache.auth.certificate.CertificateClient}s of the configuration.
 *
 * <p>Not here: PEM files and PKIX ({@code tls}), and the handshake ({@code http}).
 */
@NullMarked
package org.adcache.auth.certificate;

import org.jspecify.annotations.NullMarked;
