package org.adcache.itest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.adcache.account.ObjectSid;
import org.jspecify.annotations.Nullable;

/**
 * A Samba domain controller with people in it, in a network namespace of its own, where
 * {@code dc1.corp.example.test} and {@code alias.corp.example.test} both lead to it and the certificate names only the
 * first. Folder and namespace vanish with {@link #close()}.
 */
final class SambaDomain implements AutoCloseable {
    static final String DOMAIN = "corp.example.test";
    static final String REALM = "CORP.EXAMPLE.TEST";
    static final String NETBIOS = "CORP";
    static final String CONTROLLER = "dc1." + DOMAIN;
    static final String ALIAS = "alias." + DOMAIN;
    static final String BASE = "DC=corp,DC=example,DC=test";

    private static final String ADDRESS = "10.53.0.1";
    /** Of the administrator and of {@link #reader}. */
    static final String PASSWORD = "Adm1n-of-the-test";

    private static final String READER = "contract-reader";

    private final Path folder;
    private final NetworkNamespace namespace;
    private final CertificateAuthority authority;
    private boolean readerMade;
    private @Nullable ChildProcess samba;

    private SambaDomain(Path folder) {
        this.folder = folder;
        this.authority = CertificateAuthority.create(folder.resolve("ca"), "adcache test authority");
        this.namespace = NetworkNamespace.create(
                folder.resolve("log"),
                ADDRESS,
                "127.0.0.1 localhost\n" + ADDRESS + " " + CONTROLLER + " dc1 " + ALIAS + "\n");
    }

    /** Provisions and fills a domain; it has a service account with a keytab for each given name. Does not start it. */
    static SambaDomain provision(Population population, String... serviceAccounts) {
        try {
            SambaDomain domain = new SambaDomain(Files.createTempDirectory("adcache-samba-"));
            Runtime.getRuntime().addShutdownHook(new Thread(domain::removeFolder));
            domain.provision();
            domain.writeConfiguration();
            domain.python("extend_schema.py");
            domain.python(
                    "populate.py",
                    Files.writeString(domain.folder.resolve("population.json"), population.json())
                            .toString());
            List<String> accounts = new ArrayList<>(List.of(domain.folder.toString()));
            accounts.addAll(List.of(serviceAccounts));
            domain.python("service_accounts.py", accounts.toArray(String[]::new));
            if (accounts.contains(ServiceAccounts.SEES_DELETED)) {
                domain.python("read_deleted_objects.py", ServiceAccounts.SEES_DELETED);
            }
            for (String service : List.of("ldap/" + CONTROLLER, "ldap/" + CONTROLLER + "/" + DOMAIN)) {
                domain.sambaTool("spn", "add", service, "DC1$");
            }
            return domain;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void provision() {
        Command.of(
                        "samba-tool",
                        "domain",
                        "provision",
                        "--realm=" + REALM,
                        "--domain=" + NETBIOS,
                        "--host-name=dc1",
                        "--host-ip=" + ADDRESS,
                        "--adminpass=" + PASSWORD,
                        "--server-role=dc",
                        "--dns-backend=SAMBA_INTERNAL",
                        "--targetdir=" + folder.resolve("dc"))
                .in(namespace)
                .run();
    }

    private void writeConfiguration() throws IOException {
        CertificateAuthority.Server server = authority.issue(CONTROLLER);
        Path dc = folder.resolve("dc");
        Files.writeString(configuration(), """
                [global]
                netbios name = DC1
                realm = %s
                workgroup = %s
                server role = active directory domain controller
                server services = rpc, ldap, cldap, kdc, drepl, kcc, dns
                interfaces = lo
                private dir = %s/private
                state directory = %s/state
                cache directory = %s/cache
                lock directory = %s
                pid directory = %s
                ncalrpc dir = %s/ncalrpc
                binddns dir = %s/bind-dns
                log file = %s/samba.log
                tls keyfile = %s
                tls certfile = %s
                tls cafile = %s
                ldap server require strong auth = allow_sasl_over_tls
                """.formatted(
                        REALM,
                        NETBIOS,
                        dc,
                        dc,
                        dc,
                        dc,
                        dc,
                        dc,
                        dc,
                        dc,
                        server.key(),
                        server.certificate(),
                        authority.certificate()));
    }

    /** The name of an ordinary account with a password, made for the first who asks. */
    synchronized String reader() {
        if (!readerMade) {
            sambaTool("user", "create", READER, PASSWORD);
            readerMade = true;
        }
        return READER;
    }

    private Path configuration() {
        return folder.resolve("dc/etc/smb.conf");
    }

    private void python(String script, String... arguments) {
        List<String> words = new ArrayList<>(List.of(
                "/usr/bin/python3",
                ProjectFiles.path("itest/samba").resolve(script).toString(),
                configuration().toString()));
        words.addAll(List.of(arguments));
        Command.of(words).in(namespace).run();
    }

    /** Runs {@code samba-tool} on the domain controller. */
    void sambaTool(String... arguments) {
        List<String> words = new ArrayList<>(List.of("samba-tool"));
        words.addAll(List.of(arguments));
        words.add("--configfile=" + configuration());
        Command.of(words).in(namespace).run();
    }

    /** Adds a record to the zone of the domain, for instance {@code branch, A, 10.0.0.1}. */
    void addDnsRecord(String name, String type, String data) {
        sambaTool("dns", "add", CONTROLLER, DOMAIN, name, type, data, "-UAdministrator%" + PASSWORD);
    }

    /** Restarts the controller with another value of "ldap server require strong auth", as yes. */
    void restartWithStrongAuth(String value) {
        stop();
        try {
            Files.writeString(
                    configuration(),
                    Files.readString(configuration())
                            .replaceFirst("(?m)^(ldap server require strong auth) = .*", "$1 = " + value));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start();
    }

    /** Denies an account what grants it the sight of the objects in a container. */
    void hideChildren(String container, String account) {
        ObjectSid sid = ObjectSid.fromBytes(account(account).bytes("objectSid").orElseThrow());
        sambaTool(
                "dsacl",
                "set",
                "--objectdn=" + container,
                "--sddl=(D;CI;LCLO;;;" + sid + ")",
                "-UAdministrator%" + PASSWORD);
    }

    /** Starts the controller, unless it runs, and waits until LDAP and the KDC answer. */
    void start() {
        if (samba != null) {
            return;
        }
        List<String> words = new ArrayList<>(namespace.prefix());
        words.addAll(List.of(
                "samba", "--configfile=" + configuration(), "--foreground", "--no-process-group", "--debug-stdout"));
        ChildProcess started = ChildProcess.start("samba", folder.resolve("log"), Map.of(), words);
        samba = started;
        Deadline.await(
                "LDAP answers",
                Duration.ofMinutes(2),
                started::quote,
                () -> search(BASE, "base", "(objectClass=*)", "dn").outcome().exit() == 0);
        Deadline.await("the KDC answers", Duration.ofMinutes(2), started::quote, () -> kdcAnswers());
    }

    private boolean kdcAnswers() {
        return Command.of("bash", "-c", "exec 3<>/dev/tcp/" + ADDRESS + "/88")
                        .in(namespace)
                        .outcome()
                        .exit()
                == 0;
    }

    /** Stops the controller: nothing listens afterwards. */
    void stop() {
        if (samba != null) {
            samba.close();
            samba = null;
        }
    }

    /** Everything below the domain's root that matches, with these attributes, read as an administrator. */
    List<LdifEntry> search(String filter, List<String> attributes) {
        return LdifEntry.parse(
                search(BASE, "sub", filter, attributes.toArray(String[]::new)).run());
    }

    /** The one account with this sAMAccountName. */
    LdifEntry account(String name) {
        List<LdifEntry> hits = search("(sAMAccountName=" + name + ")", ExpectedAccount.ATTRIBUTES);
        if (hits.size() != 1) {
            throw new AssertionError(name + " names " + hits.size() + " accounts");
        }
        return hits.get(0);
    }

    private Command search(String base, String scope, String filter, String... attributes) {
        List<String> words = new ArrayList<>(List.of("ldapsearch", "-LLL", "-o", "ldif-wrap=no"));
        words.addAll(administrator());
        words.addAll(List.of("-E", "pr=1000/noprompt", "-b", base, "-s", scope, filter));
        words.addAll(List.of(attributes));
        return Command.of(words)
                .with("LDAPTLS_CACERT", authority.certificate().toString())
                .in(namespace);
    }

    /** Applies changes written as LDIF; they may concern deleted objects. */
    void modify(String ldif) {
        try {
            Path file = Files.writeString(Files.createTempFile(folder, "change", ".ldif"), ldif);
            List<String> words = new ArrayList<>(
                    List.of("ldapmodify", "-e", "!1.2.840.113556.1.4.417", "-f", file.toString()));
            words.addAll(administrator());
            Command.of(words)
                    .with("LDAPTLS_CACERT", authority.certificate().toString())
                    .in(namespace)
                    .run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> administrator() {
        return List.of("-H", "ldaps://" + CONTROLLER, "-x", "-D", "Administrator@" + REALM, "-w", PASSWORD);
    }

    /** Makes the account's password one that must be changed at the next logon; its key stays. */
    void expirePassword(String account) {
        modify("dn: " + account(account).dn() + "\nchangetype: modify\nreplace: pwdLastSet\npwdLastSet: 0\n");
    }

    /** The keytab that was exported for a service account when the domain was made. */
    Path keytab(String serviceAccount) {
        return folder.resolve(serviceAccount + ".keytab");
    }

    CertificateAuthority authority() {
        return authority;
    }

    NetworkNamespace namespace() {
        return namespace;
    }

    /** What the controller printed last, for a failure message. */
    String quote() {
        return Optional.ofNullable(samba).map(ChildProcess::quote).orElse("samba is stopped");
    }

    @Override
    public void close() {
        stop();
        namespace.close();
        removeFolder();
    }

    private void removeFolder() {
        Command.of("rm", "-rf", folder.toString()).outcome();
    }
}
