package org.adcache.demo.ldap;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import org.adcache.encoding.Sha256;

/**
 * TLS context and certificate of the server.
 *
 * @param context has the server's private key
 * @param certificate the server's own certificate, signed with SHA-256
 */
public record ServerTls(SSLContext context, X509Certificate certificate) {

    /**
     * Channel binding hash that a client of this server has in its authenticator: MD5 over the gss_channel_bindings
     * structure (RFC 4121 4.1.1) with no addresses and, as application data, tls-server-end-point of RFC 5929.
     */
    byte[] channelBindingHash() {
        try {
            byte[] prefix = "tls-server-end-point:".getBytes(StandardCharsets.US_ASCII);
            byte[] digest = Sha256.digest(certificate.getEncoded());
            int dataLength = prefix.length + digest.length;
            ByteBuffer bindings = ByteBuffer.allocate(20 + dataLength).order(ByteOrder.LITTLE_ENDIAN);
            // Initiator and acceptor: address type 0, length 0.
            bindings.position(16);
            bindings.putInt(dataLength).put(prefix).put(digest);
            return MessageDigest.getInstance("MD5").digest(bindings.array());
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException("hashing the server's certificate", e);
        }
    }
}
