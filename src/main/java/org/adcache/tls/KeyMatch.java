package org.adcache.tls;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;

/** Key-pair check of a private and a public key: what one signs, the other verifies. */
final class KeyMatch {
    private static final byte[] SAMPLE = "adcache".getBytes(StandardCharsets.US_ASCII);
    private static final int SALT_BYTES = 32;

    private KeyMatch() {}

    static boolean belong(PrivateKey key, PublicKey publicKey) {
        if (!key.getAlgorithm().equals(publicKey.getAlgorithm())) {
            return false;
        }
        try {
            byte[] signed = sign(key);
            Signature verifying = signature(key.getAlgorithm());
            verifying.initVerify(publicKey);
            verifying.update(SAMPLE);
            return verifying.verify(signed);
        } catch (GeneralSecurityException e) {
            // Keys of one algorithm, but of two curves for instance.
            return false;
        }
    }

    /** Whether Java can sign with the key: a well-formed one may be on a curve that Java no longer supports. */
    static boolean canSign(PrivateKey key) {
        try {
            return sign(key).length > 0;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static byte[] sign(PrivateKey key) throws GeneralSecurityException {
        Signature signing = signature(key.getAlgorithm());
        signing.initSign(key);
        signing.update(SAMPLE);
        return signing.sign();
    }

    private static Signature signature(String keyAlgorithm) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(
                switch (keyAlgorithm) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> keyAlgorithm;
                });
        if (keyAlgorithm.equals("RSASSA-PSS")) {
            signature.setParameter(new PSSParameterSpec(
                    "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, SALT_BYTES, PSSParameterSpec.TRAILER_FIELD_BC));
        }
        return signature;
    }
}
