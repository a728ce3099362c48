package org.adcache.directory.connect;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.security.spec.PSSParameterSpec;
import java.util.Locale;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;

/**
 * Channel binding token {@code tls-server-end-point} (RFC 5929, section 4.1), which ties a bind to its TLS connection:
 * the hash of the server's certificate with the hash function of its signature, MD5 and SHA-1 replaced by SHA-256.
 */
public final class ChannelBinding {
    private static final byte[] PREFIX = "tls-server-end-point:".getBytes(StandardCharsets.US_ASCII);

    private ChannelBinding() {}

    public static byte[] endPoint(X509Certificate certificate) throws ProblemException {
        try {
            ByteArrayOutputStream token = new ByteArrayOutputStream();
            token.writeBytes(PREFIX);
            token.writeBytes(MessageDigest.getInstance(hash(certificate)).digest(certificate.getEncoded()));
            return token.toByteArray();
        } catch (GeneralSecurityException | IOException e) {
            throw new ProblemException(undefined(certificate), e);
        }
    }

    private static String hash(X509Certificate certificate)
            throws GeneralSecurityException, IOException, ProblemException {
        String name = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
        if (name.equals("RSASSA-PSS")) {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("RSASSA-PSS");
            parameters.init(certificate.getSigAlgParams());
            return strong(parameters.getParameterSpec(PSSParameterSpec.class).getDigestAlgorithm());
        }
        int with = name.indexOf("WITH");
        if (with < 0) {
            throw new ProblemException(undefined(certificate));
        }
        return strong(name.substring(0, with));
    }

    private static String strong(String digest) {
        String bare = digest.toUpperCase(Locale.ROOT).replace("SHA-", "SHA");
        if (bare.startsWith("MD") || bare.equals("SHA1")) {
            return "SHA-256";
        }
        return bare.startsWith("SHA3") ? digest : bare.replace("SHA", "SHA-");
    }

    private static Problem undefined(X509Certificate certificate) {
        return new Problem(
                ProblemType.TLS_NO_CHANNEL_BINDING,
                "The server's certificate is signed with " + certificate.getSigAlgName()
                        + ", for which no channel binding is defined (RFC 5929).",
                "Give the domain controller a certificate signed with RSA or ECDSA; if it doesn't enforce channel"
                        + " binding, tls.channel-binding = off also helps.");
    }
}
