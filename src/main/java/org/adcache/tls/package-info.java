/**
 * Certificates, private keys and trust from PEM files, for the HTTP listener, for LDAP and for the command line.
 *
 * <p>{@link org.adcache.tls.TlsIdentity} is a key with its certificates, {@link org.adcache.tls.TrustAnchors} are the
 * CAs that may issue the peer's certificate, and {@link org.adcache.tls.PemFile} is what both are read from:
 *
 * <pre>{@code
 * KeyStore service = TlsIdentity.read(certificate, privateKey).keyStore(password);
 * X509TrustManager controllers = TrustAnchors.read(ca).trustManager();
 * }</pre>
 *
 * <p>Every failure is a {@link org.adcache.account.Problem} that names the file, what it holds instead, and a remedy.
 * No connection is opened here, and no key material appears in a message.
 */
@NullMarked
package org.adcache.tls;

import org.jspecify.annotations.NullMarked;
