package org.adcache.tls;

import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Optional;
import org.adcache.account.ProblemException;

/**
 * Decoder of the private key in a PEM block: PKCS#8 (RFC 5958), PKCS#1 (RFC 8017) or SEC1 (RFC 5915). Java reads
 * PKCS#8 only, so the others are wrapped in it:
 *
 * <pre>
 * SEQUENCE { INTEGER 0, SEQUENCE { OID rsaEncryption, NULL },   OCTET STRING { the key in PKCS#1 } }
 * SEQUENCE { INTEGER 0, SEQUENCE { OID ecPublicKey, OID curve }, OCTET STRING { the key in SEC1 } }
 * </pre>
 */
final class PrivateKeyDecoder {
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");
    private static final byte[] VERSION_0 = {Der.INTEGER, 1, 0};
    /** SEQUENCE { OID 1.2.840.113549.1.1.1, NULL }. */
    private static final byte[] RSA_ENCRYPTION = {
        Der.SEQUENCE, 13, 6, 9, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 1, 1, 1, 5, 0
    };
    /** OID 1.2.840.10045.2.1. */
    private static final byte[] EC_PUBLIC_KEY = {6, 7, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 2, 1};

    private PrivateKeyDecoder() {}

    /** {@code blocks} are all blocks of the file: OpenSSL may write a key's curve as a separate block. */
    static PrivateKey privateKey(PemBlock block, List<PemBlock> blocks, PemProblems problems) throws ProblemException {
        if (block.encrypted()) {
            throw problems.encrypted();
        }
        byte[] key = block.decode(problems);
        return switch (block.label()) {
            case "PRIVATE KEY" -> fromPkcs8(key, block, problems);
            case "RSA PRIVATE KEY" -> fromPkcs8(pkcs8(RSA_ENCRYPTION, key), block, problems);
            case "EC PRIVATE KEY" ->
                fromPkcs8(
                        pkcs8(Der.element(Der.SEQUENCE, EC_PUBLIC_KEY, curve(key, block, blocks, problems)), key),
                        block,
                        problems);
            default -> throw problems.foreignKey(block);
        };
    }

    private static byte[] pkcs8(byte[] algorithm, byte[] key) {
        return Der.element(Der.SEQUENCE, VERSION_0, algorithm, Der.element(Der.OCTET_STRING, key));
    }

    private static byte[] curve(byte[] key, PemBlock block, List<PemBlock> blocks, PemProblems problems)
            throws ProblemException {
        Optional<byte[]> within = Der.field(key, Der.FIELD_0);
        if (within.isPresent()) {
            return within.get();
        }
        for (PemBlock other : blocks) {
            if (other.label().equals("EC PARAMETERS")) {
                return other.decode(problems);
            }
        }
        throw problems.damaged(block, "it names no curve", null);
    }

    private static PrivateKey fromPkcs8(byte[] pkcs8, PemBlock block, PemProblems problems) throws ProblemException {
        for (String algorithm : ALGORITHMS) {
            try {
                PrivateKey key = KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
                if (KeyMatch.canSign(key)) {
                    return key;
                }
            } catch (InvalidKeySpecException e) {
                // Another algorithm, or none: reported below.
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has " + algorithm, e);
            }
        }
        throw problems.damagedKey(block);
    }
}
