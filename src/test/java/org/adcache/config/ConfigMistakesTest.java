package org.adcache.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each mistake is one problem that names line and key and says what to write instead. */
final class ConfigMistakesTest {
    /** Self-signed, P-256; its private key was discarded. */
    private static final String CERTIFICATE = """
            -----BEGIN CERTIFICATE-----
            MIIBjDCCATGgAwIBAgIUGWOjcuA+wAE4R68DofsDVkOU7wswCgYIKoZIzj0EAwIw
            GjEYMBYGA1UEAwwPYWRjYWNoZS5leGFtcGxlMCAXDTI2MTEyMTIyMjUzMFoYDzIx
            MjYxMDI4MjIyNTMwWjAaMRgwFgYDVQQDDA9hZGNhY2hlLmV4YW1wbGUwWTATBgcq
            hkjOPQIBBggqhkjOPQMBBwNCAAT1/l2uhnfYp9XJApwT8b523FYbL/dK30ih721P
            zaljoWpS7MSnTCg5de6L1XLYpTXVikqCKyzakyY3xiYYCiovo1MwUTAdBgNVHQ4E
            FgQUoBL94FQJHRyQBBM0RHhGLCM16kAwHwYDVR0jBBgwFoAUoBL94FQJHRyQBBM0
            RHhGLCM16kAwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEAynxw
            6TyGluHCqihZpCbTlZujvw97+Yhmo/jA5uISlNcCIQDZjXoJQTcZ6GmSSZ01pReW
            A/rnhQTJZE7MUq6VbSX+9A==
            -----END CERTIFICATE-----
            """;

    @TempDir
    Path folder;

    private ConfigFiles files;

    @BeforeEach
    void makeFiles() throws IOException {
        files = new ConfigFiles(folder);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    max-ages = 24h                 | max-ages: there is no such key. Did you mean "max-age"?
                    colour = red                   | colour: there is no such key. The keys here are data-dir, store, max-age,
                    store.keyfile = x              | store.keyfile: there is no such key. Did you mean "key-file"?
                    data-dir = corp.keytab         | is a file. Name a folder.
                    data-dir = [x]                 | data-dir: it is a list. Write a folder such as
                    store = x                      | store: it is text, not a block. Write store { key = value, … }.
                    store.key-file = corp.keytab   | has 2 bytes, not 32. Make one with
                    max-age = 24                   | max-age: it is a number (24). Write a duration with its unit such as 30s
                    max-age = "24"                 | "24" has no unit. Write 24s, 24m or 24h.
                    max-age = 24x                  | "24x" is not a duration. Write a number and a unit
                    max-age = 0s                   | it is zero.
                    max-age = -1h                  | "-1h" is not a duration.
                    unknown-after = 4000d          | "4000d" is more than ten years.
                    http.port = 65536              | "65536" is not a port. Write a number from 0 to 65535.
                    http.limits.conections = 9     | http.limits.conections: there is no such key. Did you mean "connections"?
                    http.limits.connections = 0    | http.limits.connections: "0" is too small. Write a number from 1 to 1000000.
                    http.limits.connections = x    | "x" is not a whole number.
                    http.limits.large-bodies = 1.5 | "1.5" is not a whole number.
                    http.limits.bodies = 64        | bodies: it is a number (64). Write a size with its unit such as 64MiB.
                    http.limits.bodies = "64"      | "64" is not a size with its unit. Write a size from 2MiB to
                    http.limits.answers = 64Mx     | "64Mx" is not a size. Write a size from 2MiB to
                    http.limits.answers = 1MiB     | "1MiB" is too small. Write a size from 2MiB to
                    http.limits.body-time = "10"   | "10" has no unit. Write 10s
                    http.limits.suggest = 20       | suggest: it is a number (20). Write a rate such as "20/s"
                    http.limits.sign-in = "10/day" | "10/day" is not a rate. Write how often, from 1 to 9999999
                    http.limits.caller = "0/s"     | "0/s" is not a rate.
                    http.limits.adress = "9/s"     | Did you mean "address"?
                    http.limits.answer-time = 1h   | "1h" is too large. Write a time from 1s to 600s.
                    questions.suggest-words = 1    | "1" is too small. Write a whole number from 2 to 64.
                    questions.suggest-words = 65   | "65" is too large. Write a whole number from 2 to 64.
                    questions.match-work = 1.5     | "1.5" is not a whole number. Write a whole number from
                    questions.group-depth = []     | questions.group-depth: it is a list. Write a whole number
                    questions.group-dept = 20      | Did you mean "group-depth"?
                    http.port = [1]                | http.port: it is a list. Write a port such as 8636.
                    http.host = "0.0.0.0"          | can be reached from other machines, and there is no TLS.
                    http.host = gateway            | can be reached from other machines, and there is no TLS.
                    http.host = "127.0.0.1:80"     | is more than a host. Write the name or address alone
                    http.trusted-proxies = 10.0.0.5| it is text, not a list.
                    http.trusted-proxies = [proxy] | "proxy" is no address or network. Write it in digits
                    http.trusted-proxies = ["10.1.0.0/8"]| "10.1.0.0/8" is no address or network. Write a prefix that
                    http.proxy-user-header = X-User| proxy-user-header: nobody may send it, as trusted-proxies is empty.
                    http.proxy-user-header = "a b" | "a b" is not the name of a header.
                    http.proxy-user-header = Cookie| "Cookie" has another meaning.
                    http.tls.client-ca = ca.pem    | There is no file
                    http.tls = on                  | http.tls: it is text, not a block.
                    entries.dn-depth = 5           | "5" is too small. Write 16 to 2048.
                    entries.max-values = 1e9       | is too large. Write 1500 to 1000000.
                    entries.max-value-length = 10k | "10k" is not a whole number. Write 2048 to 1048576, in digits.
                    entries.max-mesage = 64 MiB    | entries.max-mesage: there is no such key. Did you mean "max-message"?
                    entries.max-message = 64       | it is a number (64). Write a size with its unit such as 64 MiB.
                    entries.max-message = 1 kB     | "1 kB" is too small. Write 1 MiB to 900 MiB.
                    entries.max-message = large    | "large" is not a size. Write a number and a unit such as 64 MiB.
                    """)
    void aMistakeInTheBlockAdcache(String line, String problem) throws Exception {
        assertThat(files.problems(ConfigFiles.adcache(line)))
                .first()
                .satisfies(found -> assertThat(found.line()).isEqualTo(2))
                .satisfies(found -> assertThat(found.toString()).contains(problem));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    keytab = none.keytab           | keytab: there is no file
                    keytab = .                     | is a folder. Name a file.
                    keytab = adcache.conf          | is not a keytab. Export it again
                    domain = [a]                   | domain: it is a list.
                    domain = "10.0.0.1"            | is an IP address. Write the DNS name of the domain
                    domain = "ldap://x"            | is not the DNS name of a domain.
                    realm = corp.example.com       | is not in upper case, and realms are case-sensitive. Write CORP.EXAMPLE.COM.
                    principal = "svc@corp.example" | is not in upper case, and realms are case-sensitive. Write CORP.EXAMPLE.
                    principal = "CORP\\\\svc"      | is not a Kerberos principal. Write it as
                    servers = dc1.example.com      | it is text, not a list. Write it in brackets: servers = [ … ]
                    servers = [10.1.2.3]           | is an IP address. Write the domain controller's full DNS name
                    servers = ["ldaps://dc1"]      | is a URL. Write the host name alone
                    servers = ["dc1:0"]            | "0" is not a port. Write a number from 1 to 65535.
                    servers = ["dc 1"]             | "dc 1" is not a host name.
                    kdcs = ["dc1:http"]            | "http" is not a port.
                    search-base = Staff            | is not a distinguished name.
                    email-attributes = [mial]      | Did you mean mail?
                    email-attributes = []          | no attribute to read addresses from is left.
                    contacts = maybe               | is neither true nor false.
                    groups = 1                     | it is a number (1). Write true or false.
                    extra-attributes = [unicodePwd]| holds a password or a key
                    extra-attributes = ["a b"]     | is not the name of an LDAP attribute.
                    tls.mode = ldap                | Did you mean ldaps?
                    tls.trust = corp.keytab        | holds no PEM certificate
                    tls.channel-binding = always   | Write auto or off.
                    sync.shrink-limit = 0.1        | it is a number (0.1). Write a percentage such as 10%.
                    sync.shrink-limit = 200%       | is more than 100%.
                    sync.feed = dirsnyc            | Did you mean dirsync?
                    sync.feed = off                | is not one of its values. Write auto or dirsync
                    sync.at = 230                  | at: it is a number (230). Write times such as "02:30", "mon,fri 02:30"
                    sync.at = daily                | "daily" is not a time of day. Write hours and minutes from 00:00 to
                    sync.at = "24:00"              | "24:00" is not a time of day.
                    sync.at = "02:30,"             | "" is not a time of day.
                    sync.at = ""                   | "" is not times, or days and times.
                    sync.at = "mon, fri"           | "mon, fri" has no time of day. Write mon,fri 02:30.
                    sync.at = "31"                 | "31" has no time of day. Write 31 02:30.
                    sync.at = "1,32 02:30"         | "1,32" is not days. Write days of the week such as mon,fri
                    sync.at = "0 02:30"            | "0" is not days.
                    sync.at = "1-5 02:30"          | "1-5" is not days.
                    sync.at = "mon-5 02:30"        | "mon-5" is not days.
                    sync.at = "mo 02:30"           | "mo" is not days.
                    sync.at = "mon,1 02:30"        | "mon,1" mixes days of the week and of the month. Write days of one kind.
                    sync.at = "mon 02:30 14:30"    | "mon 02:30 14:30" is not times, or days and times.
                    sync {every=1h, at="02:30"}    | sync.at: every is set too, and a sync runs either at an interval or
                    sync.evry = 5m                 | sync.evry: there is no such key. Did you mean "every"?
                    """)
    void aMistakeInAConnection(String line, String problem) throws Exception {
        assertThat(files.problem(ConfigFiles.connection(line)))
                .matches("(?s)adcache.conf:[45]: adcache\\.connections\\.corp\\..*")
                .contains(problem);
    }

    @Test
    void whatIsRequiredIsMissedWhereItShouldBe() throws Exception {
        assertThat(files.problems("adcache {\n  connections {\n    corp { }\n  }\n}"))
                .extracting(problem -> problem.line() + " " + problem.key() + " " + problem.detail())
                .containsExactly(
                        "3 adcache.connections.corp.domain it is missing.",
                        "3 adcache.connections.corp.keytab it is missing.");
    }

    @Test
    void anEmptyFileHasNoConnection() throws Exception {
        assertThat(files.problems("")).extracting(ConfigProblem::key).containsExactly("adcache", "adcache.connections");
    }

    @Test
    void aKeyBesideTheBlockIsUnknown() throws Exception {
        assertThat(files.problem(ConfigFiles.adcache("") + "adcahe { }\n"))
                .isEqualTo("adcache.conf:5: adcahe: there is no such key. Did you mean \"adcache\"?");
    }

    @Test
    void anIdHasAFixedForm() throws Exception {
        assertThat(files.problem(ConfigFiles.connection("").replace("corp {", "Corp_1 {")))
                .startsWith("adcache.conf:3: adcache.connections.Corp_1: \"Corp_1\" can't be the id of a connection.");
    }

    @Test
    void theBlockOfAnIdOfTheWrongFormIsReadToo() throws Exception {
        String text = ConfigFiles.connection("contacts = maybe").replace("corp {", "Corp_1 {");

        assertThat(files.problems(text))
                .extracting(problem -> problem.key())
                .containsExactly("adcache.connections.Corp_1", "adcache.connections.Corp_1.contacts");
    }

    @Test
    void aKeyThatTheServiceCanNotUseIsFoundBeforeItStarts() throws Exception {
        Files.writeString(folder.resolve("cert.pem"), CERTIFICATE);
        PrivateKey other = KeyPairGenerator.getInstance("EC").generateKeyPair().getPrivate();
        String pem = Base64.getMimeEncoder().encodeToString(other.getEncoded());
        String tls = ConfigFiles.adcache("http.tls { certificate = cert.pem, private-key = key.pem }");

        Files.writeString(
                folder.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----\n" + pem + "\n-----END PRIVATE KEY-----\n");
        assertThat(files.problem(tls))
                .startsWith("adcache.conf:2: adcache.http.tls.private-key: The private key in key.pem is not that");

        Files.writeString(folder.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----\n" + pem);
        assertThat(files.problem(tls))
                .isEqualTo("adcache.conf:2: adcache.http.tls.private-key: key.pem is cut off: the PEM block that begins"
                        + " in line 1 has no end. Copy the file again, as a whole.");
    }

    @Test
    void aCertificateNeedsItsKeyAndTheKeyMustNotBeLocked() throws Exception {
        Files.writeString(
                folder.resolve("key.pem"),
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIB\n-----END ENCRYPTED PRIVATE KEY-----\n");

        assertThat(files.problems(ConfigFiles.adcache("http.tls { private-key = key.pem }")))
                .extracting(problem -> problem.key() + " " + problem.detail())
                .containsExactly(
                        "adcache.http.tls.certificate it is missing.",
                        "adcache.http.tls.private-key " + folder.resolve("key.pem")
                                + " holds a private key that is protected with a password.");
    }
}
