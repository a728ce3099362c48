package org.adcache.tls;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.jspecify.annotations.Nullable;

/**
 * Problems of PEM files: a flat list.
 *
 * @param sought the expected content, a certificate or a private key
 */
record PemProblems(Path path, PemContent sought) {
    ProblemException empty() {
        return problem(path + " is empty.", nameAnother());
    }

    ProblemException binary(BinaryForm form) {
        if (form == BinaryForm.PKCS12) {
            return problem(
                    path + " is a PKCS#12 file (.pfx or .p12), not PEM.",
                    "Convert it into a file with certificate and key: openssl pkcs12 -nodes -in " + path
                            + " -out NEWFILE");
        }
        String command = sought == PemContent.PRIVATE_KEY ? "pkey" : "x509";
        return problem(
                path + " is binary (DER), not PEM.",
                "Convert it: openssl " + command + " -inform der -in " + path + " -out NEWFILE");
    }

    ProblemException withoutEnd(int line) {
        return problem(
                path + " is cut off: the PEM block that begins in line " + line + " has no end.",
                "Copy the file again, as a whole.");
    }

    ProblemException damaged(PemBlock block, String how, @Nullable Exception cause) {
        return problem(
                path + " is damaged: the block " + block.label() + " that begins in line " + block.line()
                        + " can't be read, " + how + ".",
                "Copy the file again, as a whole.",
                cause);
    }

    /** The file has blocks or text, but not the expected content. */
    ProblemException otherContent(List<PemBlock> blocks) {
        String wanted = sought == PemContent.PRIVATE_KEY ? "no PEM private key" : "no PEM certificate";
        String instead = blocks.stream()
                .map(block -> block.content() == PemContent.OTHER
                        ? block.label()
                        : block.content().words())
                .distinct()
                .collect(Collectors.joining(", "));
        boolean request = blocks.stream().anyMatch(block -> block.content() == PemContent.CERTIFICATE_REQUEST);
        return problem(
                path + " holds " + wanted + (instead.isEmpty() ? "." : ", but " + instead + "."),
                request && sought == PemContent.CERTIFICATE
                        ? "Name the file with the certificate that the CA issued for the request."
                        : nameAnother());
    }

    ProblemException encrypted() {
        return problem(
                path + " holds a private key that is protected with a password.",
                "Take the password off and let only the user that runs adcache read the new file: openssl pkey -in "
                        + path + " -out NEWFILE");
    }

    ProblemException severalKeys(int count) {
        return problem(
                path + " holds " + count + " private keys.", "Leave only the one that belongs to the certificate.");
    }

    ProblemException foreignKey(PemBlock block) {
        return problem(
                path + " holds a private key as " + block.label()
                        + ", which is none of PRIVATE KEY, RSA PRIVATE KEY and EC PRIVATE KEY.",
                block.label().startsWith("OPENSSH ")
                        ? "Convert a copy of it: ssh-keygen -p -m PKCS8 -f COPY"
                        : "Make a new RSA, ECDSA or Ed25519 key and a certificate for it.");
    }

    ProblemException damagedKey(PemBlock block) {
        return problem(
                "The private key in " + path + ", line " + block.line()
                        + ", is damaged or of a kind that Java doesn't know.",
                "Copy the file again, as a whole; the key must be RSA, ECDSA on P-256, P-384 or P-521, or Ed25519.");
    }

    private String nameAnother() {
        return sought == PemContent.PRIVATE_KEY
                ? "Name the file with the certificate's private key, -----BEGIN PRIVATE KEY-----."
                : "Name a file of one or more -----BEGIN CERTIFICATE----- blocks.";
    }

    private ProblemException problem(String detail, String remedy) {
        return problem(detail, remedy, null);
    }

    private ProblemException problem(String detail, String remedy, @Nullable Exception cause) {
        ProblemType type = sought == PemContent.PRIVATE_KEY
                ? ProblemType.TLS_KEY_UNREADABLE
                : ProblemType.TLS_CERTIFICATE_UNREADABLE;
        Problem problem = new Problem(type, detail, remedy);
        return cause == null ? new ProblemException(problem) : new ProblemException(problem, cause);
    }
}
