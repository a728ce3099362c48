package org.adcache.tls;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.adcache.account.ProblemException;

/**
 * PEM file (RFC 7468 and OpenSSL's older forms) with certificates, a private key, CRLs, or several of them. Blocks of other kinds and
 * text between blocks are ignored.
 */
public final class PemFile {
    private final Path path;
    private final byte[] content;

    private PemFile(Path path, byte[] content) {
        this.path = path;
        this.content = content;
    }

    /**
     * Reads the file.
     *
     * @throws ProblemException {@code tls-file-unreadable}
     */
    public static PemFile read(Path path) throws ProblemException {
        return new PemFile(path, FileContent.read(path));
    }

    /**
     * A file that was sent.
     *
     * @param name for messages
     */
    public static PemFile sent(Path name, String content) {
        return new PemFile(name, content.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The certificates, at least one, in file order.
     *
     * @throws ProblemException {@code tls-certificate-unreadable}
     */
    public List<X509Certificate> certificates() throws ProblemException {
        PemProblems problems = new PemProblems(path, PemContent.CERTIFICATE);
        List<PemBlock> blocks = blocks(problems);
        List<X509Certificate> certificates = new ArrayList<>();
        for (PemBlock block : blocks) {
            if (block.content() == PemContent.CERTIFICATE) {
                certificates.addAll(CertificateDecoder.certificates(block, problems));
            }
        }
        if (certificates.isEmpty()) {
            throw problems.otherContent(blocks);
        }
        return List.copyOf(certificates);
    }

    /**
     * The file's only private key.
     *
     * @throws ProblemException {@code tls-key-unreadable}
     */
    public PrivateKey privateKey() throws ProblemException {
        PemProblems problems = new PemProblems(path, PemContent.PRIVATE_KEY);
        List<PemBlock> blocks = blocks(problems);
        List<PemBlock> keys = blocks.stream()
                .filter(block -> block.content() == PemContent.PRIVATE_KEY)
                .toList();
        if (keys.isEmpty()) {
            throw problems.otherContent(blocks);
        }
        if (keys.size() > 1) {
            throw problems.severalKeys(keys.size());
        }
        return PrivateKeyDecoder.privateKey(keys.get(0), blocks, problems);
    }

    /**
     * The CRLs, in file order; none if there are none.
     *
     * @throws ProblemException {@code tls-certificate-unreadable}
     */
    public List<X509CRL> revocationLists() throws ProblemException {
        PemProblems problems = new PemProblems(path, PemContent.REVOCATION_LIST);
        List<X509CRL> lists = new ArrayList<>();
        for (PemBlock block : blocks(problems)) {
            if (block.content() == PemContent.REVOCATION_LIST) {
                lists.add(CertificateDecoder.revocationList(block, problems));
            }
        }
        return List.copyOf(lists);
    }

    private List<PemBlock> blocks(PemProblems problems) throws ProblemException {
        BinaryForm form = BinaryForm.of(content);
        if (form != BinaryForm.NONE) {
            throw problems.binary(form);
        }
        return new PemScanner(content, problems).blocks();
    }
}
