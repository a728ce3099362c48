package org.adcache.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The pages on a real domain, in Chromium: a service without a connection gets its first one by the page alone; then an
 * administrator, whom a group of that domain makes one, signs in by ticket and uses the pages.
 */
@ExtendWith(SharedLinkedDomains.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConnectionPagesIT {
    private static final String GATEWAY = SambaDomain.CORP.host("pages");
    private static final Duration MOST = Duration.ofMinutes(2);
    /** The service account; this test takes a right from it. */
    private static final String READER = "svc-reader";
    /** The schemaIDGUID of userAccountControl. */
    private static final String USER_ACCOUNT_CONTROL = "bf967a68-0de6-11d0-a285-00aa003049e2";

    private final LinkedDomains domains;
    private final SambaDomain corp;
    private final Staff staff;
    private Path folder;
    private ChildProcess service;

    ConnectionPagesIT(LinkedDomains domains) {
        this.domains = domains;
        this.corp = domains.corp();
        this.staff = new Staff(corp.name(), LinkedDomains.CORP_PEOPLE);
    }

    @BeforeAll
    void start(@TempDir Path temporary) throws IOException {
        folder = temporary;
        Path keytab = folder.resolve("http.keytab");
        corp.sambaTool("user", "create", "svc-pages", SambaDomain.PASSWORD);
        corp.sambaTool("spn", "add", "HTTP/" + GATEWAY, "svc-pages");
        corp.modify("dn: " + corp.account("svc-pages").dn()
                + "\nchangetype: modify\nreplace: msDS-SupportedEncryptionTypes\nmsDS-SupportedEncryptionTypes: 24\n");
        corp.sambaTool("domain", "exportkeytab", keytab.toString(), "--principal=HTTP/" + GATEWAY);
        corp.sambaTool("user", "create", READER, SambaDomain.PASSWORD);
        corp.sambaTool("domain", "exportkeytab", readerKeytab().toString(), "--principal=" + READER);
        corp.sambaTool("user", "setpassword", "person7", "--newpassword=" + SambaDomain.PASSWORD);
        corp.modify("dn: CN=Page Administrators," + staff.unit(0)
                + "\nchangetype: add\nobjectClass: group\nsAMAccountName: pageadmins\ngroupType: -2147483640\nmember: "
                + staff.dn(7) + "\n");
        corp.replicate();
        Path config = writeConfig(keytab);
        service = ChildProcess.start(
                "pages",
                folder.resolve("log"),
                Map.of("ADCACHE_JAVA_OPTS", "-XX:TieredStopAtLevel=1"),
                Stream.concat(
                                domains.desk().prefix().stream(),
                                Stream.of(ProjectFiles.launcher().toString(), "serve", "--config", config.toString()))
                        .toList());
        service.awaitLine("line \"listening on\"", Duration.ofMinutes(1), line -> line.startsWith("listening on "));
    }

    private Path readerKeytab() {
        return folder.resolve("reader.keytab");
    }

    private Path writeConfig(Path keytab) throws IOException {
        CertificateAuthority.Server certificate = corp.authority().issue(GATEWAY);
        return Files.writeString(folder.resolve("adcache.conf"), """
                adcache {
                  data-dir = "%s"
                  http {
                    tls { certificate = "%s", private-key = "%s" }
                    sso.keytab = "%s"
                    roles.pages { members = ["CORP\\\\pageadmins"], scopes = [admin] }
                  }
                  connections {}
                }
                """.formatted(
                        folder.resolve("data"), certificate.certificate(), certificate.key(), keytab));
    }

    @AfterAll
    void stop() {
        if (service != null) {
            service.close();
        }
    }

    /** What each controller presents, as an administrator of the domain would look it up. */
    private String fingerprints() {
        return Stream.of("dc1", "dc2")
                .map(controller -> Command.of(
                                "bash",
                                "-c",
                                "openssl s_client -connect " + corp.name().host(controller)
                                        + ":636 </dev/null 2>/dev/null | openssl x509 -noout -fingerprint -sha256")
                        .in(domains.desk())
                        .run()
                        .strip()
                        .replaceFirst(".*=", ""))
                .distinct()
                .collect(Collectors.joining(","));
    }

    private Map<String, String> about() {
        return Map.of("ADCACHE_URL", "https://" + GATEWAY + ":8636", "ADCACHE_HOST", GATEWAY);
    }

    @Test
    @Order(1)
    void aConnectionIsMadeFromTheNameOfTheDomainAndAKeytab() throws IOException {
        Command script = Command.of(List.of("timeout", "300", "node", script("connection.mjs")))
                .with(
                        "ADCACHE_TOKEN",
                        Files.readString(folder.resolve("data/local.token")).strip())
                .with("ADCACHE_DOMAIN", corp.name().dns())
                .with("ADCACHE_KEYTAB", readerKeytab().toString())
                .with("ADCACHE_ACCOUNT", READER)
                .with("ADCACHE_FINGERPRINTS", fingerprints());
        for (Map.Entry<String, String> one : about().entrySet()) {
            script = script.with(one.getKey(), one.getValue());
        }

        JsonNode made = JsonMapper.shared().readTree(script.in(domains.desk()).run());

        assertThat(made.path("preview").asString()).contains("people");
        assertThat(Duration.ofMillis(made.path("milliseconds").asLong())).isLessThan(MOST);
        System.out.println(
                "a connection by the page: " + made.path("milliseconds").asLong() + " ms");
        try (Stream<Path> files = Files.list(folder.resolve("data/connections"))) {
            assertThat(files.map(file -> file.getFileName().toString()).sorted())
                    .containsExactly("corp.ca.pem", "corp.conf", "corp.keytab");
        }
    }

    @Test
    @Order(2)
    void anAdministratorSignsInByTicketAndUsesThePages() {
        String who = asAdministrator("single-sign-on.mjs");

        assertThat(who.strip()).isNotEmpty().doesNotContain("this machine");
    }

    @Test
    @Order(3)
    void aLostRightIsHeldAndDecidedOnThePage() {
        corp.hideAttribute(USER_ACCOUNT_CONTROL, staff.unit(0), READER);
        corp.replicate();

        JsonNode said = JsonMapper.shared().readTree(asAdministrator("held-result.mjs"));

        String notice = said.path("notice").asString();
        assertThat(notice)
                .containsIgnoringCase(staff.unit(0))
                .contains("userAccountControl", "can still read this attribute");
        // Other tests have people there too.
        Matcher changes =
                Pattern.compile("change (1,0\\d\\d) and remove 0 accounts").matcher(notice);
        assertThat(changes.find()).as(notice).isTrue();
        assertThat(said.path("question").asString())
                .contains(changes.group(1) + " accounts will be changed")
                .doesNotContain("removed");
    }

    private String asAdministrator(String script) {
        KerberosClient administrator =
                KerberosClient.of(domains, folder, corp.authority().certificate(), corp, "person7");
        Map<String, String> about = new HashMap<>(about());
        about.put("ADCACHE_CONNECTION", "corp");
        return administrator.drive(GATEWAY, script(script), about);
    }

    private static String script(String name) {
        return ProjectFiles.path("itest/browser/domain/" + name).toString();
    }
}
