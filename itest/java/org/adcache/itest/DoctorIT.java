package org.adcache.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.listener.CannedResponseRequestHandler;
import com.unboundid.ldap.listener.LDAPListener;
import com.unboundid.ldap.listener.LDAPListenerConfig;
import com.unboundid.ldap.sdk.ResultCode;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.adcache.demo.SimulatedDirectory;
import org.adcache.demo.SimulatedDirectoryConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Broken set-ups, and the code that {@code adcache doctor} reports for each. Most are one domain controller queried in
 * the wrong way; certificates are those of a proxy that terminates TLS in front of it.
 */
@ExtendWith(SharedSamba.class)
@Timeout(600)
class DoctorIT {
    private static final List<String> STAGES = List.of(
            "keytab",
            "dns",
            "clock",
            "tcp",
            "tls",
            "kerberos",
            "bind",
            "channel-binding",
            "base-readable",
            "counts",
            "attributes",
            "deleted-objects");

    /** No host answers there: the far end of the link has another hardware address. */
    private static final String SILENT_ADDRESS = "10.54.0.9";

    private static final String SILENT = "silent." + SambaDomain.DOMAIN;
    private static final String MOVED = "moved." + SambaDomain.DOMAIN;
    private static final String BLIND_OU = "OU=Unseen," + SambaDomain.BASE;
    /** Parallel JVMs: more would only wait for each other. */
    private static final int AT_ONCE = 3;

    /** Codes that a draft can't have: its keytab is sent, and its other files are checked before. */
    private static final Set<String> NOT_AS_DRAFT = Set.of("keytab-missing", "trust-unreadable");

    private static final Pattern SDDL = Pattern.compile("--sddl=\"([^\"]+)\"");

    @TempDir
    Path folder;

    private final SambaDomain domain;
    private final List<AutoCloseable> opened = new ArrayList<>();
    private ExecutorService runs = Executors.newCachedThreadPool();

    DoctorIT(SambaDomain domain) {
        this.domain = domain;
    }

    /** A set-up and the expected code of the first failed stage. */
    private record Broken(String name, TestConfig config, String code, List<String> wrapper, boolean inNamespace) {}

    @BeforeEach
    void startThreads() {
        runs = Executors.newFixedThreadPool(AT_ONCE);
    }

    @AfterEach
    void stopWhatWasOpened() throws Exception {
        runs.shutdownNow();
        for (AutoCloseable one : opened) {
            one.close();
        }
    }

    @Test
    void aGoodSetupPassesEveryStage() {
        Diagnosis good = diagnose(good(), List.of(), true);
        assertThat(good.exit()).as(good.output()).isZero();
        assertThat(StreamSupport.stream(good.checks().spliterator(), false)
                        .map(check -> check.path("id").asString()))
                .containsExactlyElementsOf(STAGES);
        assertThat(good.output())
                .contains(
                        "_ldap._tcp.dc._msdcs." + SambaDomain.DOMAIN,
                        SambaDomain.CONTROLLER + ":389 (priority 0, weight 100)",
                        "ldap/" + SambaDomain.CONTROLLER + "@" + SambaDomain.CORP.realm(),
                        "with salt " + SambaDomain.CORP.realm() + ServiceAccounts.GOOD,
                        "dsacls");
    }

    /** The commands that the doctor prints for Samba restore what hardening takes away. */
    @Test
    void aHardenedDomainIsExplainedAndOpenedForThisAccountAlone() {
        domain.harden();
        try {
            String hardened = attributes();
            assertThat(hardened)
                    .contains("userAccountControl of ", "accountExpires of ", "uSNChanged of ")
                    .doesNotContain("sAMAccountName of", "objectSid of", "primaryGroupID of", "of 100.0 %")
                    .contains("dsacls \"" + SambaDomain.BASE + "\" /I:S /G")
                    .contains("samba-tool dsacl set -H ldap://" + SambaDomain.CONTROLLER
                            + " -U Administrator --objectdn=");
            Matcher command = SDDL.matcher(hardened);
            assertThat(command.find()).as(hardened).isTrue();
            domain.addAccess(SambaDomain.BASE, command.group(1));
            assertThat(attributes()).startsWith("All of the ");
        } finally {
            domain.soften();
        }
    }

    /** RFC 4120 permits ASCII only; Windows, Samba and Java write names in UTF-8. */
    @Test
    void serviceAccountsBeyondAsciiPassAndSync() throws Exception {
        Map<String, Future<Diagnosis>> started = new LinkedHashMap<>();
        for (String name : List.of("svc-prüf", "служба")) {
            Path keytab = folder.resolve("beyond-ascii-" + started.size() + ".keytab");
            domain.sambaTool("user", "create", name, "Beyond-ascii-1");
            domain.sambaTool("domain", "exportkeytab", keytab.toString(), "--principal=" + name);
            TestConfig config = good().withKeytab(keytab).withDataDir(folder.resolve("data-" + started.size()));
            started.put(name, runs.submit(() -> diagnose(config, List.of(), true)));
        }
        TestConfig cyrillic = good().withKeytab(folder.resolve("beyond-ascii-1.keytab"));
        try (AdcacheProcess adcache = AdcacheProcess.start(domain, cyrillic).awaitSynced()) {
            assertThat(adcache.client().cache().path("accounts").asInt())
                    .as(adcache::quote)
                    .isPositive();
        }
        for (Map.Entry<String, Future<Diagnosis>> run : started.entrySet()) {
            Diagnosis diagnosis = run.getValue().get();
            assertThat(diagnosis.exit()).as(diagnosis.output()).isZero();
            assertThat(diagnosis.output())
                    .contains(
                            "Logged in as " + run.getKey() + "@" + SambaDomain.CORP.realm(),
                            "with salt " + SambaDomain.CORP.realm() + run.getKey());
        }
    }

    private String attributes() {
        return StreamSupport.stream(diagnose(good(), List.of(), true).checks().spliterator(), false)
                .filter(check -> check.path("id").asString().equals("attributes"))
                .map(check -> check.path("detail").asString())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyBrokenSetupHasItsCode() throws Exception {
        spoilTheAccounts();
        makeASilentHost();
        List<Broken> setups = new ArrayList<>();
        keytabs(setups);
        accounts(setups);
        network(setups);
        certificates(setups);
        directory(setups);
        simulated(setups);
        assertThat(setups).hasSizeGreaterThanOrEqualTo(25);
        List<String> faults = faults(setups);
        faults.addAll(faultsOfTrials(setups));

        domain.restartWithStrongAuth("yes");
        try {
            faults.addAll(faults(List.of(
                    broken("signing over TLS refused", good(), "ldap-signing-required"),
                    broken("the same with StartTLS", good().withStartTls(), "ldap-signing-required"))));
        } finally {
            domain.restartWithStrongAuth("allow_sasl_over_tls");
        }
        assertThat(faults).isEmpty();
    }

    private void spoilTheAccounts() {
        domain.sambaTool("user", "delete", ServiceAccounts.REMOVED);
        domain.sambaTool("user", "setpassword", ServiceAccounts.RENEWED, "--newpassword=Rotated-since-1");
        domain.sambaTool("user", "disable", ServiceAccounts.LOCKED_OUT);
        domain.expirePassword(ServiceAccounts.OUTDATED);
        domain.sambaTool("ou", "create", BLIND_OU);
        domain.sambaTool("user", "create", "unseen", "Unseen-since-1", "--userou=OU=Unseen");
        domain.hideChildren(BLIND_OU, ServiceAccounts.BLIND);
    }

    private void makeASilentHost() {
        ip("link", "add", "quiet0", "type", "veth", "peer", "name", "quiet1");
        ip("addr", "add", "10.54.0.1/24", "dev", "quiet0");
        ip("link", "set", "quiet0", "up");
        ip("link", "set", "quiet1", "up");
        ip("neigh", "add", SILENT_ADDRESS, "lladdr", "02:00:00:00:00:09", "dev", "quiet0", "nud", "permanent");
        opened.add(() -> ip("link", "del", "quiet0"));
        domain.addDnsRecord("silent", "A", SILENT_ADDRESS);
        domain.addDnsRecord("moved", "A", "10.53.0.1");
        domain.addDnsRecord("_ldap._tcp.dc._msdcs.branch", "SRV", "dc1.elsewhere.test 389 0 100");
    }

    private void ip(String... words) {
        List<String> all = new ArrayList<>(List.of("ip"));
        all.addAll(List.of(words));
        Command.of(all).in(domain.namespace()).run();
    }

    private void keytabs(List<Broken> setups) {
        Path missing = folder.resolve("missing.keytab");
        Path garbage =
                KeytabSketch.write(folder.resolve("garbage.keytab"), "what is this".getBytes(StandardCharsets.UTF_8));
        Path cut = KeytabSketch.write(folder.resolve("cut.keytab"), new byte[] {5, 2, 0, 0, 0, 60, 0, 1});
        Path holes = new KeytabSketch().hole().hole().in(folder.resolve("holes.keytab"));
        Path rc4 = new KeytabSketch()
                .key("svc-adcache", SambaDomain.CORP.realm(), KeytabSketch.RC4)
                .in(folder.resolve("rc4.keytab"));
        Path two = new KeytabSketch()
                .key("svc-adcache", SambaDomain.CORP.realm(), KeytabSketch.AES256)
                .key("svc-other", SambaDomain.CORP.realm(), KeytabSketch.AES256)
                .in(folder.resolve("two.keytab"));
        Path lower = new KeytabSketch()
                .key("svc-adcache", SambaDomain.DOMAIN, KeytabSketch.AES256)
                .in(folder.resolve("lower.keytab"));
        setups.add(broken("keytab missing", good().withKeytab(missing), "keytab-missing"));
        setups.add(broken("keytab is text", good().withKeytab(garbage), "keytab-foreign"));
        setups.add(broken("keytab cut short", good().withKeytab(cut), "keytab-damaged"));
        setups.add(broken("keytab with holes only", good().withKeytab(holes), "keytab-empty"));
        setups.add(broken("keytab with RC4 only", good().withKeytab(rc4), "keytab-no-aes"));
        setups.add(broken("two principals", good().withKeytab(two), "keytab-ambiguous"));
        setups.add(broken("lower-case realm", good().withKeytab(lower), "keytab-realm-case"));
        setups.add(broken("another principal", good().with("principal", "\"svc-nobody\""), "keytab-principal-missing"));
    }

    private void accounts(List<Broken> setups) {
        setups.add(broken("unknown principal", account(ServiceAccounts.REMOVED), "kerberos-client-unknown"));
        setups.add(broken("old key", account(ServiceAccounts.RENEWED), "kerberos-wrong-key"));
        setups.add(broken("disabled account", account(ServiceAccounts.LOCKED_OUT), "kerberos-account-revoked"));
        setups.add(broken("expired password", account(ServiceAccounts.OUTDATED), "kerberos-password-expired"));
        for (String way : List.of("+10m", "-10m")) {
            setups.add(new Broken(
                    "clock " + way,
                    good().withDataDir(folder.resolve("clock" + way)),
                    "kerberos-clock-skew",
                    List.of("faketime", "-m", "-f", way),
                    true));
        }
    }

    private void network(List<Broken> setups) {
        setups.add(broken(
                "DNS without SRV", good().with("domain", "\"nowhere." + SambaDomain.DOMAIN + "\""), "dns-no-servers"));
        setups.add(broken(
                "SRV to a foreign host",
                good().with("domain", "\"branch." + SambaDomain.DOMAIN + "\""),
                "dns-foreign-servers"));
        setups.add(broken(
                "no KDC in DNS",
                good().with("realm", "\"NOWHERE." + SambaDomain.CORP.realm() + "\""),
                "kerberos-kdc-not-found"));
        setups.add(broken("server without address", good().withServer("gone." + SambaDomain.DOMAIN), "host-unknown"));
        setups.add(broken("nothing listens", good().withServer(SambaDomain.CONTROLLER + ":6360"), "connect-refused"));
        setups.add(broken("firewall drops LDAP", good().withServer(SILENT), "connect-timeout"));
        setups.add(broken("firewall drops Kerberos", good().withKdc(SILENT), "kerberos-kdc-unreachable"));
        setups.add(broken(
                "KDC on a closed port", good().withKdc(SambaDomain.CONTROLLER + ":8800"), "kerberos-kdc-unreachable"));
        setups.add(broken(
                "KDC is an LDAP server", good().withKdc(SambaDomain.CONTROLLER + ":389"), "kerberos-no-kdc-there"));
    }

    private void certificates(List<Broken> setups) {
        CertificateAuthority stranger = CertificateAuthority.create(folder.resolve("stranger"), "another authority");
        setups.add(broken("wrong CA", good().withTrust(stranger), "tls-untrusted-ca"));
        setups.add(broken(
                "trust is no PEM file",
                good().with("tls.trust", "\"" + KeytabSketch.write(folder.resolve("no.pem"), new byte[] {1}) + "\""),
                "trust-unreadable"));
        setups.add(broken("wrong host name", good().withServer(SambaDomain.ALIAS), "tls-wrong-host-name"));
        setups.add(
                broken("plain port given as TLS", good().withServer(SambaDomain.CONTROLLER + ":389"), "tls-not-tls"));
        int expired = front(domain.authority().issueExpired(SambaDomain.CONTROLLER));
        setups.add(broken(
                "expired certificate",
                good().withServer(SambaDomain.CONTROLLER + ":" + expired),
                "tls-certificate-expired"));
        int other = front(domain.authority().issue("other." + SambaDomain.DOMAIN));
        setups.add(broken(
                "certificate of another host",
                good().withServer(SambaDomain.CONTROLLER + ":" + other),
                "tls-wrong-host-name"));
        refusedChains(setups);
        int moved = front(domain.authority().issue(MOVED));
        setups.add(broken("no service principal", good().withServer(MOVED + ":" + moved), "kerberos-server-unknown"));
    }

    /** Chains of the trusted authority that are wrong in another way, each in front of the domain controller. */
    private void refusedChains(List<Broken> setups) {
        CertificateAuthority authority = domain.authority();
        String host = SambaDomain.CONTROLLER;
        String name = "subjectAltName=DNS:" + host + "\n";
        String ca = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n";
        Map<String, CertificateAuthority.Server> unfit = Map.of(
                "certificate for clients",
                authority.issueUnusual(host, "client", name + "extendedKeyUsage=clientAuth\n"),
                "certificate that may not sign",
                authority.issueUnusual(host, "no-signature", name + "keyUsage=critical,cRLSign\n"),
                "unknown critical extension",
                authority.issueUnusual(host, "critical", name + "1.3.6.1.4.1.99999.1=critical,ASN1:NULL\n"),
                "name constraint",
                authority.issueThrough(
                        "constrained", ca + "nameConstraints=critical,permitted;DNS:other.example\n", host),
                "issuer that is no CA",
                authority.issueThrough("no-ca", "basicConstraints=critical,CA:FALSE\n", host));
        unfit.forEach((what, server) -> setups.add(refused(what, server, "tls-certificate-unfit")));
        setups.add(
                refused("certificate from tomorrow on", authority.issueEarly(host), "tls-certificate-not-yet-valid"));
        setups.add(refused(
                "expired issuer",
                authority.issueThroughExpired("expired-issuer", ca, host),
                "tls-certificate-expired"));
        setups.add(refused(
                "common name beside other names",
                authority.issueUnusual(host, "other-names", "subjectAltName=DNS:other." + SambaDomain.DOMAIN + "\n"),
                "tls-wrong-host-name"));
    }

    private Broken refused(String name, CertificateAuthority.Server server, String code) {
        return broken(name, good().withServer(SambaDomain.CONTROLLER + ":" + front(server)), code);
    }

    private void directory(List<Broken> setups) {
        setups.add(broken(
                "search base missing",
                good().with("search-base", "\"OU=Nowhere," + SambaDomain.BASE + "\""),
                "ldap-search-base-missing"));
        setups.add(broken(
                "search base of another domain",
                good().with("search-base", "\"DC=other,DC=example,DC=test\""),
                "ldap-search-base-outside"));
        setups.add(broken(
                "account that sees nothing",
                account(ServiceAccounts.BLIND).with("search-base", "\"" + BLIND_OU + "\""),
                "ldap-nothing-readable"));
        setups.add(broken(
                "server of another domain",
                good().with("domain", "\"other.example.test\"")
                        .with("realm", "\"" + SambaDomain.CORP.realm() + "\"")
                        .withServer(SambaDomain.CONTROLLER)
                        .withKdc(SambaDomain.CONTROLLER),
                "ldap-wrong-domain"));
    }

    /** Not possible with Samba 4.17: requiring channel binding, or refusing StartTLS. */
    private void simulated(List<Broken> setups) throws Exception {
        SimulatedDirectory directory = SimulatedDirectory.start(
                SimulatedDirectoryConfig.in(folder.resolve("simulated")).withAccounts(200));
        opened.add(directory);
        TestConfig good = good().with("domain", "\"" + directory.domain() + "\"")
                .with("tls.trust", "\"" + directory.caFile() + "\"")
                .withKeytab(directory.keytab())
                .withKdc("localhost:" + directory.kdcPort())
                .withServer("localhost:" + directory.ldapsPort());
        setups.add(outside(
                "channel binding switched off", good.with("tls.channel-binding", "off"), "ldap-channel-binding"));
        CertificateAuthority proxies = CertificateAuthority.create(folder.resolve("proxies"), "proxy authority");
        ChildProcess front = front(proxies.issue("localhost"), List.of(), "127.0.0.1", directory.ldapsPort());
        setups.add(outside(
                "a proxy ends TLS",
                good.withTrust(proxies).withServer("localhost:" + port(front)),
                "ldap-channel-binding"));
        LDAPListenerConfig refusing = new LDAPListenerConfig(
                0, new CannedResponseRequestHandler(ResultCode.PROTOCOL_ERROR, "", "no", List.of()));
        refusing.setListenAddress(InetAddress.getLoopbackAddress());
        LDAPListener listener = new LDAPListener(refusing);
        listener.startListening();
        opened.add(() -> listener.shutDown(true));
        setups.add(outside(
                "StartTLS refused",
                good.withStartTls().withServer("localhost:" + listener.getListenPort()),
                "starttls-refused"));
    }

    private TestConfig good() {
        return TestConfig.ldaps(domain, folder.resolve("data"));
    }

    private TestConfig account(String name) {
        return good().withKeytab(domain.keytab(name));
    }

    private static Broken broken(String name, TestConfig config, String code) {
        return new Broken(name, config, code, List.of(), true);
    }

    private static Broken outside(String name, TestConfig config, String code) {
        return new Broken(name, config, code, List.of(), false);
    }

    private int front(CertificateAuthority.Server identity) {
        return port(front(identity, domain.namespace().prefix(), "10.53.0.1", 636));
    }

    private ChildProcess front(
            CertificateAuthority.Server identity, List<String> prefix, String address, int serverPort) {
        List<String> words = new ArrayList<>(prefix);
        words.addAll(List.of(
                "/usr/bin/python3",
                ProjectFiles.path("itest/namespace/tls_front.py").toString(),
                address,
                "0",
                identity.certificate().toString(),
                identity.key().toString(),
                address,
                Integer.toString(serverPort)));
        ChildProcess front = ChildProcess.start("front-" + opened.size(), folder.resolve("log"), Map.of(), words);
        opened.add(front);
        return front;
    }

    private static int port(ChildProcess front) {
        return Integer.parseInt(front.awaitLine("port", Duration.ofSeconds(20), line -> !line.isBlank())
                .strip());
    }

    private List<String> faults(List<Broken> setups) throws Exception {
        Map<Broken, Future<Diagnosis>> begun = new LinkedHashMap<>();
        for (int i = 0; i < setups.size(); i++) {
            Broken setup = setups.get(i);
            TestConfig config = setup.config()
                    .withDataDir(folder.resolve("run-" + setup.name().replace(' ', '-')));
            begun.put(setup, runs.submit(() -> diagnose(config, setup.wrapper(), setup.inNamespace())));
        }
        List<String> faults = new ArrayList<>();
        for (Map.Entry<Broken, Future<Diagnosis>> run : begun.entrySet()) {
            Diagnosis diagnosis = run.getValue().get();
            String code = diagnosis.code();
            if (!code.equals(run.getKey().code()) || diagnosis.exit() != 1) {
                faults.add(run.getKey().name() + ": " + code + ", not "
                        + run.getKey().code() + "; exit " + diagnosis.exit() + "\n" + diagnosis.output());
            }
            faults.addAll(wording(run.getKey().name(), diagnosis));
        }
        return faults;
    }

    /** A service without connections examines the same set-ups as drafts, and has the same codes. */
    private List<String> faultsOfTrials(List<Broken> setups) throws Exception {
        List<String> faults = new ArrayList<>();
        try (AdcacheProcess service = AdcacheProcess.start(domain, TestConfig.empty(folder.resolve("trials")))) {
            List<Broken> drafts = setups.stream()
                    .filter(setup -> setup.inNamespace() && setup.wrapper().isEmpty())
                    .filter(setup -> !NOT_AS_DRAFT.contains(setup.code()))
                    .toList();
            assertThat(drafts).hasSizeGreaterThanOrEqualTo(25);
            Map<Broken, Future<String>> begun = new LinkedHashMap<>();
            drafts.stream()
                    .filter(setup -> !setup.config().namesKdcs())
                    .forEach(setup ->
                            begun.put(setup, runs.submit(() -> Trial.code(service.client(), setup.config()))));
            for (Map.Entry<Broken, Future<String>> run : begun.entrySet()) {
                faultOfTrial(run.getKey(), run.getValue().get()).ifPresent(faults::add);
            }
            // Kerberos has one configuration: KDCs that are named hold for all drafts of the realm.
            drafts.stream()
                    .filter(setup -> setup.config().namesKdcs())
                    .forEach(setup -> faultOfTrial(setup, Trial.code(service.client(), setup.config()))
                            .ifPresent(faults::add));
        }
        return faults;
    }

    private static Optional<String> faultOfTrial(Broken setup, String code) {
        return code.equals(setup.code())
                ? Optional.empty()
                : Optional.of(setup.name() + " as a draft: " + code + ", not " + setup.code());
    }

    private static List<String> wording(String name, Diagnosis diagnosis) {
        return BrokenSetupsIT.WORDS_OF_PROGRAMMERS.stream()
                .filter(diagnosis.output()::contains)
                .map(word -> name + ": it says \"" + word + "\" to an administrator\n" + diagnosis.output())
                .toList();
    }

    private Diagnosis diagnose(TestConfig config, List<String> wrapper, boolean inNamespace) {
        List<String> words = new ArrayList<>(inNamespace ? domain.namespace().prefix() : List.of());
        words.addAll(wrapper);
        return Diagnosis.of(config, words);
    }
}
