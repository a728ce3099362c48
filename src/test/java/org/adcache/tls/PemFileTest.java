package org.adcache.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.adcache.account.ProblemException;
import org.adcache.testing.TestIdentities;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** PEM files as OpenSSL, Windows, editors and copy-and-paste produce them. */
class PemFileTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "rsa-pkcs8,RSA",
        "rsa-pkcs1,RSA",
        "pss-pkcs8,RSASSA-PSS",
        "ec256-pkcs8,EC",
        "ec256-sec1,EC",
        "ec384-pkcs8,EC",
        "ec384-sec1,EC",
        "ec521-pkcs8,EC",
        "ec521-sec1,EC",
        "ed25519-pkcs8,EdDSA"
    })
    void readsCertificateAndKeyFromOneFile(String name, String algorithm) throws Exception {
        PemFile file = PemFile.read(TestIdentities.copy(name + ".pem", folder));

        assertThat(file.privateKey().getAlgorithm()).isEqualTo(algorithm);
        assertThat(subjects(file)).containsExactly("CN=" + name.replaceAll("-.*", "") + ".example");
        assertThat(KeyMatch.belong(file.privateKey(), file.certificates().get(0).getPublicKey()))
                .isTrue();
    }

    @Test
    void takesTheCurveFromItsOwnBlockIfTheKeyHasNone() throws Exception {
        PemFile whole = PemFile.read(TestIdentities.copy("ec256-sec1.pem", folder));
        byte[] number = ((ECPrivateKey) whole.privateKey()).getS().toByteArray();
        byte[] withoutCurve = Der.element(
                Der.SEQUENCE, Der.element(Der.INTEGER, new byte[] {1}), Der.element(Der.OCTET_STRING, number));
        String key = pem("EC PRIVATE KEY", withoutCurve);
        String parameters = TestIdentities.text("ec256-sec1.pem")
                .replaceAll("(?s).*(-----BEGIN EC PARAMETERS-----.*-----END EC PARAMETERS-----).*", "$1\n");

        assertThat(KeyMatch.belong(
                        PemFile.read(write(parameters + key)).privateKey(),
                        whole.certificates().get(0).getPublicKey()))
                .isTrue();
        assertThat(keyProblem(key)).startsWith("tls-key-unreadable").contains("it names no curve");
        byte[] secp256k1 = {6, 5, 0x2B, (byte) 0x81, 4, 0, 10};
        assertThat(keyProblem(pem("EC PARAMETERS", secp256k1) + key))
                .contains("is damaged or of a kind that Java doesn't know.");
    }

    static Stream<Named<UnaryOperator<String>>> ways() {
        return Stream.of(
                way("CRLF", text -> text.replace("\n", "\r\n")),
                way("CR", text -> text.replace("\n", "\r")),
                way("spaces at the end of a line", text -> text.replace("\n", " \t \n")),
                way("indented", text -> "  " + text.replace("\n", "\n  ")),
                way("Base64 in one line", text -> text.replaceAll("(?<!-)\n(?!-)", "")),
                way("everything in one line", text -> text.replace("\n", "")),
                way("empty lines", text -> text.replace("\n", "\n\n")),
                way("no line break at the end", String::strip),
                way("text around the blocks", PemFileTest::withAttributes));
    }

    private static Named<UnaryOperator<String>> way(String name, UnaryOperator<String> way) {
        return Named.of(name, way);
    }

    /** The format in which OpenSSL writes the content of a PKCS#12 file. */
    private static String withAttributes(String text) {
        return text.replace(
                        "-----BEGIN",
                        "Bag Attributes\n    localKeyID: 01\nsubject=CN = Jörg\n\nissuer=CN = - x -\n-----BEGIN")
                + "\nthe end";
    }

    @ParameterizedTest
    @MethodSource("ways")
    void readsItHoweverItsLinesAre(UnaryOperator<String> way) throws Exception {
        for (String name : List.of("chain.pem", "ec256-sec1.pem", "rsa-pkcs1.pem")) {
            PemFile plain = PemFile.read(TestIdentities.copy(name, folder));
            PemFile file = PemFile.read(write(way.apply(TestIdentities.text(name))));

            assertThat(file.certificates()).isEqualTo(plain.certificates());
            assertThat(file.privateKey()).isEqualTo(plain.privateKey());
        }
    }

    @ParameterizedTest
    @CsvSource({"UTF-8", "UTF-16LE", "UTF-16BE"})
    void readsItWithAByteOrderMark(Charset charset) throws Exception {
        Path file =
                Files.writeString(folder.resolve("marked.pem"), "\uFEFF" + TestIdentities.text("chain.pem"), charset);

        assertThat(PemFile.read(file).certificates()).hasSize(3);
        assertThat(PemFile.read(file).privateKey().getAlgorithm()).isEqualTo("EC");
    }

    @Test
    void keepsTheOrderOfTheFile() throws Exception {
        assertThat(subjects(PemFile.read(TestIdentities.copy("chain.pem", folder))))
                .containsExactly("CN=Test root", "CN=Test leaf", "CN=Test intermediate");
    }

    @Test
    void readsTheCertificatesOfOtherLabelsToo() throws Exception {
        assertThat(subjects(PemFile.read(TestIdentities.copy("pkcs7.pem", folder))))
                .containsExactlyInAnyOrder("CN=Test leaf", "CN=Test root");
        assertThat(subjects(PemFile.read(TestIdentities.copy("trusted.pem", folder))))
                .containsExactly("CN=Test root");
    }

    @ParameterizedTest
    @CsvSource({"rsa-pkcs1-encrypted.pem", "ed25519-encrypted.pem"})
    void namesAnEncryptedKeyAndTheCommandThatDecryptsIt(String name) throws Exception {
        Path file = TestIdentities.copy(name, folder);

        assertThat(keyProblem(file))
                .isEqualTo("tls-key-unreadable: " + file + " holds a private key that is protected with a password. "
                        + "Take the password off and let only the user that runs adcache read the new file: "
                        + "openssl pkey -in " + file + " -out NEWFILE");
        assertThat(subjects(PemFile.read(file))).hasSize(1);
    }

    @Test
    void tellsWhatThereIsInsteadOfAKey() throws Exception {
        assertThat(keyProblem(TestIdentities.copy("public.pem", folder)))
                .startsWith("tls-key-unreadable: " + folder + "/public.pem holds no PEM private key, but a public key. "
                        + "Name the file with the certificate's private key");
        assertThat(keyProblem(TestIdentities.copy("pkcs7.pem", folder)))
                .contains("holds no PEM private key, but a certificate.");
        assertThat(keyProblem(TestIdentities.copy("request.pem", folder)))
                .contains("holds no PEM private key, but a certificate request.");
        assertThat(keyProblem("nothing")).contains("holds no PEM private key. Name ");
        assertThat(keyProblem(TestIdentities.text("ec256-pkcs8.pem") + TestIdentities.text("ed25519-pkcs8.pem")))
                .contains("holds 2 private keys. Leave only the one that belongs to the certificate.");
        assertThat(keyProblem("-----BEGIN OPENSSH PRIVATE KEY-----\nMIIB\n-----END OPENSSH PRIVATE KEY-----\n"))
                .contains("holds a private key as OPENSSH PRIVATE KEY, which is none of")
                .contains("ssh-keygen -p -m PKCS8");
    }

    @Test
    void tellsWhatThereIsInsteadOfACertificate() throws Exception {
        String key = TestIdentities.text("ec256-pkcs8.pem").replaceAll("(?s).*-----END CERTIFICATE-----\n", "");
        assertThat(certificateProblem(key))
                .startsWith("tls-certificate-unreadable: " + folder
                        + "/test.pem holds no PEM certificate, but a private key. Name a file of one or more");
        assertThat(certificateProblem(TestIdentities.copy("request.pem", folder)))
                .contains("holds no PEM certificate, but a certificate request.")
                .contains("Name the file with the certificate that the CA issued for the request.");
        assertThat(certificateProblem(TestIdentities.copy("public.pem", folder)))
                .contains("holds no PEM certificate, but a public key.");
        assertThat(certificateProblem("-----BEGIN X509 CRL-----\nMIIB\n-----END X509 CRL-----\n"))
                .contains("holds no PEM certificate, but a CRL.");
        assertThat(certificateProblem("nothing")).contains("holds no PEM certificate. Name a file");
    }

    @Test
    void namesBinaryFilesAndTheCommandThatConvertsThem() throws Exception {
        PemFile pem = PemFile.read(TestIdentities.copy("rsa-pkcs8.pem", folder));
        Path certificate =
                Files.write(folder.resolve("a.cer"), pem.certificates().get(0).getEncoded());
        Path key = Files.write(folder.resolve("a.key"), pem.privateKey().getEncoded());
        Path small = Files.write(
                folder.resolve("small.key"),
                PemFile.read(TestIdentities.copy("ed25519-pkcs8.pem", folder))
                        .privateKey()
                        .getEncoded());
        Path windows = TestIdentities.copy("leaf.p12", folder);

        assertThat(certificateProblem(certificate))
                .isEqualTo("tls-certificate-unreadable: " + certificate + " is binary (DER), not PEM. "
                        + "Convert it: openssl x509 -inform der -in " + certificate + " -out NEWFILE");
        for (Path file : List.of(key, small)) {
            assertThat(keyProblem(file))
                    .isEqualTo("tls-key-unreadable: " + file + " is binary (DER), not PEM. "
                            + "Convert it: openssl pkey -inform der -in " + file + " -out NEWFILE");
        }
        assertThat(keyProblem(windows))
                .startsWith("tls-key-unreadable: " + windows + " is a PKCS#12 file (.pfx or .p12), not PEM. "
                        + "Convert it into a file with certificate and key: openssl pkcs12 -nodes -in " + windows
                        + " -out NEWFILE");
        assertThat(certificateProblem("00000000 is text")).contains("holds no PEM certificate.");
    }

    @Test
    void saysWhereAFileIsDamaged() throws Exception {
        String text = "\n\n" + TestIdentities.text("ec256-pkcs8.pem");
        assertThat(certificateProblem(text.substring(0, 200)))
                .isEqualTo(
                        "tls-certificate-unreadable: " + folder + "/test.pem is cut off: the PEM block that begins in"
                                + " line 3 has no end. Copy the file again, as a whole.");
        assertThat(keyProblem(text.replace("-----END CERTIFICATE-----", ""))).contains("begins in line 3 has no end");
        assertThat(certificateProblem("-----BEGIN")).contains("holds no PEM certificate");
        assertThat(certificateProblem("-----BEGIN CERT")).contains("line 1 has no end");
        assertThat(certificateProblem(text.replaceFirst("MII", "M!I")))
                .contains("the block CERTIFICATE that begins in line 3 can't be read, what it holds is not Base64");
        assertThat(certificateProblem(text.replaceFirst("MII.{21}", "")))
                .contains("the block CERTIFICATE that begins in line 3 can't be read, what it holds is no certificate");
        assertThat(keyProblem(text.replace("PRIVATE KEY-----\nMIG", "PRIVATE KEY-----\nAAA")))
                .contains("The private key in " + folder + "/test.pem, line 14, is damaged or of a kind")
                .doesNotContain("AAA");
        assertThat(certificateProblem(" \n"))
                .isEqualTo("tls-certificate-unreadable: " + folder
                        + "/test.pem is empty. Name a file of one or more -----BEGIN CERTIFICATE----- blocks.");
        assertThat(keyProblem("")).contains("test.pem is empty. Name the file with the certificate's private key");
    }

    @Test
    void saysWhyAFileCanNotBeRead() throws Exception {
        assertThat(problem(() -> PemFile.read(folder)))
                .isEqualTo("tls-file-unreadable: " + folder + " is a folder. Name a file.");
        assertThat(problem(() -> PemFile.read(folder.resolve("none"))))
                .startsWith("tls-file-unreadable: There is no file " + folder + "/none, or its folder");
        Path large = folder.resolve("large");
        Files.write(large, new byte[16 * 1024 * 1024 + 1]);
        assertThat(problem(() -> PemFile.read(large))).contains(large + " is too large for a PEM file.");
    }

    /** A block for another purpose doesn't affect the ones that are needed. */
    @Test
    void looksOnlyIntoTheBlocksItNeeds() throws Exception {
        String text = TestIdentities.text("ec256-pkcs8.pem");
        assertThat(PemFile.read(write(text.replaceFirst("MII", "M!I"))).privateKey())
                .isNotNull();
        assertThat(PemFile.read(write(text.replace("KEY-----\nMIG", "KEY-----\nM!G")))
                        .certificates())
                .hasSize(1);
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + label
                + "-----\n";
    }

    private static List<String> subjects(PemFile file) throws ProblemException {
        return file.certificates().stream()
                .map(X509Certificate::getSubjectX500Principal)
                .map(Object::toString)
                .toList();
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("test.pem"), text, StandardCharsets.UTF_8);
    }

    private String keyProblem(String text) throws IOException {
        return keyProblem(write(text));
    }

    private static String keyProblem(Path file) {
        return problem(() -> PemFile.read(file).privateKey());
    }

    private String certificateProblem(String text) throws IOException {
        return certificateProblem(write(text));
    }

    private static String certificateProblem(Path file) {
        return problem(() -> PemFile.read(file).certificates());
    }

    private static String problem(ThrowingCallable reading) {
        return catchThrowableOfType(ProblemException.class, reading).problem().toString();
    }
}
