package org.adcache.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * People sign in with the tickets of two Samba domains, by curl and by Chromium, and see their roles. The services of
 * both domains are in one keytab:
 *
 * <pre>
 *   gw.corp, mail.corp   svc-http of corp       old.corp   svc-old, whose password was changed after the export
 *   gw.lab               svc-http of lab        rc4.corp   svc-rc4, which has no AES
 *                                               other.corp svc-other, which isn't in the keytab
 * </pre>
 */
@ExtendWith(SharedLinkedDomains.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SingleSignOnIT {
    private static final String GATEWAY = SambaDomain.CORP.host("gw");
    private static final int GROUPS = 300;

    private final LinkedDomains domains;
    private final SambaDomain corp;
    private final SambaDomain lab;
    private final Staff staff;
    private Path folder;
    private Path config;
    private ChildProcess service;

    SingleSignOnIT(LinkedDomains domains) {
        this.domains = domains;
        this.corp = domains.corp();
        this.lab = domains.lab();
        this.staff = new Staff(corp.name(), LinkedDomains.CORP_PEOPLE);
    }

    @BeforeAll
    void start(@TempDir Path temporary) throws IOException {
        folder = temporary;
        Path keytab = folder.resolve("http.keytab");
        addService(corp, "svc-http", true, "gw", "mail");
        addService(lab, "svc-http", true, "gw");
        addService(corp, "svc-old", true, "old");
        addService(corp, "svc-rc4", false, "rc4");
        addService(corp, "svc-other", true, "other");
        for (String host : List.of("gw", "mail", "old", "rc4")) {
            export(corp, host, keytab);
        }
        export(lab, "gw", keytab);
        corp.sambaTool("user", "setpassword", "svc-old", "--newpassword=Renewed-" + SambaDomain.PASSWORD);
        for (int person = 0; person < 8; person++) {
            corp.sambaTool("user", "setpassword", "person" + person, "--newpassword=" + SambaDomain.PASSWORD);
        }
        lab.sambaTool("user", "setpassword", "person0", "--newpassword=" + SambaDomain.PASSWORD);
        corp.modify(groups());
        corp.replicate();
        config = writeConfig(keytab);
        service = serve();
        sync();
    }

    private static void addService(SambaDomain domain, String account, boolean aes, String... hosts) {
        domain.sambaTool("user", "create", account, SambaDomain.PASSWORD);
        for (String host : hosts) {
            domain.sambaTool("spn", "add", "HTTP/" + domain.name().host(host), account);
        }
        if (aes) {
            domain.modify(
                    "dn: " + domain.account(account).dn()
                            + "\nchangetype: modify\nreplace: msDS-SupportedEncryptionTypes\nmsDS-SupportedEncryptionTypes: 24\n");
        }
    }

    private static void export(SambaDomain domain, String host, Path keytab) {
        domain.sambaTool(
                "domain",
                "exportkeytab",
                keytab.toString(),
                "--principal=HTTP/" + domain.name().host(host));
    }

    /** Person 0 is in Team 0, which is in Helpdesk; person 2 is in 300 groups more. */
    private String groups() {
        String helpdesk = "dn: CN=Helpdesk," + staff.unit(0)
                + "\nchangetype: add\nobjectClass: group\nsAMAccountName: Helpdesk\ngroupType: -2147483640\nmember: CN=Team 0,"
                + staff.unit(0) + "\n";
        return helpdesk
                + IntStream.range(0, GROUPS)
                        .mapToObj(number -> "\ndn: CN=Project " + number + "," + staff.unit(0)
                                + "\nchangetype: add\nobjectClass: group\nsAMAccountName: project" + number
                                + "\ngroupType: -2147483646\nmember: " + staff.dn(2) + "\n")
                        .collect(Collectors.joining());
    }

    private Path writeConfig(Path keytab) throws IOException {
        CertificateAuthority.Server certificate = corp.authority()
                .issue(
                        GATEWAY,
                        SambaDomain.CORP.host("mail"),
                        SambaDomain.CORP.host("old"),
                        SambaDomain.CORP.host("rc4"),
                        SambaDomain.CORP.host("other"),
                        lab.name().host("gw"));
        TestConfig connections = TestConfig.empty(folder.resolve("data"))
                .withConnection("corp", corp)
                .withConnection("lab", lab)
                .with("sync.every", "1h");
        String http = """
                adcache.http {
                  tls { certificate = "%s", private-key = "%s" }
                  sso.keytab = "%s"
                  roles {
                    helpdesk { members = ["CORP\\\\Helpdesk"], scopes = [suggest, lookup] }
                    project { members = ["CN=Project 299,%s"], scopes = [lookup] }
                    laboratory { members = ["person0@%s"], scopes = [export] }
                  }
                }
                """.formatted(
                        certificate.certificate(),
                        certificate.key(),
                        keytab,
                        staff.unit(0),
                        lab.name().realm());
        return Files.writeString(folder.resolve("adcache.conf"), connections.hocon() + http);
    }

    private ChildProcess serve() {
        ChildProcess started = ChildProcess.start(
                "sso",
                folder.resolve("log"),
                Map.of("ADCACHE_JAVA_OPTS", "-XX:TieredStopAtLevel=1"),
                Stream.concat(
                                domains.desk().prefix().stream(),
                                Stream.of(ProjectFiles.launcher().toString(), "serve", "--config", config.toString()))
                        .toList());
        started.awaitLine("line \"listening on\"", Duration.ofMinutes(1), line -> line.startsWith("listening on "));
        return started;
    }

    private void sync() {
        corp.replicate();
        Command.of(ProjectFiles.launcher().toString(), "sync", "--follow", "--config", config.toString())
                .in(domains.desk())
                .run();
    }

    @AfterAll
    void stop() {
        if (service != null) {
            service.close();
        }
    }

    private KerberosClient person(SambaDomain domain, String name) {
        return KerberosClient.of(domains, folder, corp.authority().certificate(), domain, name);
    }

    @Test
    void curlSignsInAndSeesAccountGroupsAndRoles() {
        KerberosClient client = person(corp, "person0");

        KerberosClient.Answer session = client.signIn(GATEWAY).expect(201);
        JsonNode me = client.me(GATEWAY, session).expect(200).json();

        assertThat(session.json().path("principal").asString())
                .isEqualTo("person0@" + corp.name().realm());
        assertThat(me.path("kind").asString()).isEqualTo("session");
        assertThat(me.path("account").path("mail").asString()).isEqualTo(staff.address(0));
        assertThat(texts(me.path("groups"), "cn")).contains("Helpdesk", "Team 0", "Domain Users");
        assertThat(me.path("roles").toString()).isEqualTo("[\"helpdesk\"]");
        assertThat(me.path("scopes").toString()).isEqualTo("[\"lookup\",\"suggest\"]");
        assertThat(client.signIn(SambaDomain.CORP.host("mail")).status()).isEqualTo(201);
    }

    @Test
    void theBrowserSignsInToo() {
        String page = person(corp, "person4").browse(GATEWAY, "/v1/me");

        assertThat(page).contains("person4@" + corp.name().realm(), staff.address(4), "helpdesk");
    }

    @Test
    void aTicketOfAPersonInManyGroupsIsAccepted() {
        KerberosClient client = person(corp, "person2");

        KerberosClient.Answer session = client.signIn(GATEWAY).expect(201);
        JsonNode me = client.me(GATEWAY, session).expect(200).json();

        assertThat(session.authorization().length()).isGreaterThan(4000);
        assertThat(me.path("groups").size()).isGreaterThan(GROUPS);
        assertThat(me.path("roles").toString()).isEqualTo("[\"helpdesk\",\"project\"]");
    }

    @Test
    void peopleOfTheSameNameInTwoDomainsAreTwo() {
        String host = lab.name().host("gw");
        KerberosClient client = person(lab, "person0");

        JsonNode me =
                client.me(host, client.signIn(host).expect(201)).expect(200).json();

        assertThat(me.path("id").asString()).isEqualTo("person0@" + lab.name().realm());
        assertThat(me.path("account").path("mail").asString())
                .isEqualTo("person0@" + lab.name().dns());
        assertThat(me.path("roles").toString()).isEqualTo("[\"laboratory\"]");
    }

    @Test
    void eachFaultHasItsOwnRefusal() {
        KerberosClient client = person(corp, "person1");
        client.ticket("HTTP/" + GATEWAY);

        assertThat(client.signIn(SambaDomain.CORP.host("old")).expect(401).problem())
                .isEqualTo("sso-key-version");
        assertThat(client.signIn(SambaDomain.CORP.host("rc4")).expect(401).problem())
                .isEqualTo("sso-rc4");
        assertThat(client.signIn(SambaDomain.CORP.host("other")).expect(401).problem())
                .isEqualTo("sso-foreign-ticket");
        assertThat(client.signIn(GATEWAY, "+10m").expect(401).problem()).isEqualTo("sso-clock");
        assertThat(client.signInWith(GATEWAY, "Negotiate TlRMTVNTUAABAAAAl4II4gAAAAAAAAAAAAAAAAAAAAA=")
                        .expect(401))
                .satisfies(answer -> assertThat(answer.problem()).isEqualTo("sso-ntlm"))
                .satisfies(answer -> assertThat(answer.headers().toString()).doesNotContain("Negotiate"));
        assertThat(client.signInWith(GATEWAY, "Negotiate YIIB").expect(401).problem())
                .isEqualTo("sso-token-invalid");
    }

    @Test
    void aTicketIsAcceptedOnceAlsoAfterARestart() {
        KerberosClient client = person(corp, "person3");
        String first = client.signIn(GATEWAY).expect(201).authorization();

        assertThat(client.signInWith(GATEWAY, first).expect(401).problem()).isEqualTo("sso-replay");
        String second = client.signIn(GATEWAY).expect(201).authorization();
        service.close();
        service = serve();
        assertThat(client.signInWith(GATEWAY, second).expect(401).problem()).isEqualTo("sso-replay");
        assertThat(client.signIn(GATEWAY).status()).isEqualTo(201);
    }

    @Test
    void whoLeavesANestedGroupLosesTheRoleWithTheNextSyncAndWhoIsDisabledTheSession() {
        KerberosClient client = person(corp, "person6");
        KerberosClient.Answer session = client.signIn(GATEWAY).expect(201);
        corp.modify("dn: CN=Team 0," + staff.unit(0) + "\nchangetype: modify\ndelete: member\nmember: " + staff.dn(6)
                + "\n");
        assertThat(client.me(GATEWAY, session).expect(200).json().path("roles").toString())
                .isEqualTo("[\"helpdesk\"]");
        sync();
        assertThat(client.me(GATEWAY, session).expect(200).json().path("roles").toString())
                .isEqualTo("[]");

        corp.sambaTool("user", "disable", "person6");
        sync();

        assertThat(client.me(GATEWAY, session).status()).isEqualTo(401);
        assertThat(client.signIn(GATEWAY).problem()).isEqualTo("sso-account-disabled");
    }

    @Test
    void whoIsNewCanSignInAfterTheNextSync() {
        corp.sambaTool("user", "create", "newcomer", SambaDomain.PASSWORD);
        KerberosClient client = person(corp, "newcomer");

        assertThat(client.signIn(GATEWAY).problem()).isEqualTo("sso-account-unknown");
        sync();
        assertThat(client.signIn(GATEWAY).status()).isEqualTo(201);
    }

    private static List<String> texts(JsonNode items, String field) {
        return items.valueStream().map(item -> item.path(field).asString()).toList();
    }
}
