/**
 * TLS of the listener: its files, which may be replaced while it listens, and the certificates of its clients.
 *
 * <p>{@link org.adcache.http.tls.TlsFiles} reads the files and notices when they change; {@link
 * org.adcache.http.tls.ServerTls} is Jetty's context made of them.
 *
 * <p>Not here: PEM and PKIX ({@code tls}), and which client a certificate belongs to ({@code auth.certificate}).
 */
@NullMarked
package org.adcache.http.tls;

import org.jspecify.annotations.NullMarked;
