package org.adcache.itest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Samba domain controller in a network namespace of its own. Its certificate names its host name and nothing else; its
 * files are below {@code folder/NAME}.
 */
final class SambaController implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final DomainName domain;
    private final CertificateAuthority authority;
    private final Path folder;
    private final Place place;
    private @Nullable ChildProcess samba;

    /**
     * Location and identity of a controller.
     *
     * @param name the host's name, such as {@code dc1}
     * @param forwarder DNS server for names outside the domain
     */
    record Place(
            String name,
            NetworkNamespace namespace,
            String address,
            SambaPrograms programs,
            Optional<String> forwarder) {}

    SambaController(DomainName domain, CertificateAuthority authority, Path folder, Place place) {
        this.domain = domain;
        this.authority = authority;
        this.folder = folder;
        this.place = place;
    }

    /** Creates the domain, with this as its first controller. */
    void provision() {
        samba(
                        "samba-tool",
                        "domain",
                        "provision",
                        "--realm=" + domain.realm(),
                        "--domain=" + domain.netbios(),
                        "--host-name=" + place.name(),
                        "--host-ip=" + place.address(),
                        "--adminpass=" + SambaDomain.PASSWORD,
                        "--server-role=dc",
                        "--dns-backend=SAMBA_INTERNAL",
                        "--targetdir=" + home())
                .run();
        writeConfiguration();
        samba("samba_spnupdate", "-s", configuration().toString()).run();
    }

    /** Joins the domain whose given controller runs, as another controller. */
    void join(SambaController first) {
        Map.of(
                        "_ldap._tcp.dc._msdcs", 389,
                        "_ldap._tcp", 389,
                        "_kerberos._tcp.dc._msdcs", 88,
                        "_kerberos._tcp", 88,
                        "_kerberos._udp", 88)
                .forEach((service, port) -> first.announce(service, host(), port));
        samba(
                        "samba-tool",
                        "domain",
                        "join",
                        domain.dns(),
                        "DC",
                        "--username=Administrator",
                        "--password=" + SambaDomain.PASSWORD,
                        "--realm=" + domain.realm(),
                        "--server=" + first.host(),
                        "--dns-backend=SAMBA_INTERNAL",
                        "--option=netbios name=" + place.name(),
                        "--option=interfaces=lo eth0",
                        "--targetdir=" + home())
                .run();
        writeConfiguration();
        samba("samba_spnupdate", "-s", configuration().toString()).run();
    }

    /** Adds an SRV record: provisioning writes those of the first controller only. */
    private void announce(String service, String target, int port) {
        boolean forest = service.endsWith("._msdcs");
        samba(
                        "samba-tool",
                        "dns",
                        "add",
                        host(),
                        forest ? "_msdcs." + domain.dns() : domain.dns(),
                        forest ? service.substring(0, service.length() - "._msdcs".length()) : service,
                        "SRV",
                        target + " " + port + " 0 100",
                        "--username=Administrator",
                        "--password=" + SambaDomain.PASSWORD,
                        "--configfile=" + configuration())
                .run();
    }

    private void writeConfiguration() {
        CertificateAuthority.Server server = authority.issue(host());
        Path home = home();
        String text = """
                [global]
                netbios name = %s
                realm = %s
                workgroup = %s
                server role = active directory domain controller
                server services = rpc, ldap, cldap, kdc, drepl, kcc, dns
                interfaces = lo eth0
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
                ldap server require strong auth = %s
                """.formatted(
                        place.name().toUpperCase(Locale.ROOT),
                        domain.realm(),
                        domain.netbios(),
                        home,
                        home,
                        home,
                        home,
                        home,
                        home,
                        home,
                        home,
                        server.key(),
                        server.certificate(),
                        authority.certificate(),
                        place.programs().strongAuthentication());
        String forwarder = place.forwarder()
                .map(address -> "dns forwarder = " + address + "\n")
                .orElse("");
        try {
            Files.writeString(configuration(), text + forwarder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path home() {
        return folder.resolve(place.name());
    }

    /** Its smb.conf. */
    Path configuration() {
        return home().resolve("etc/smb.conf");
    }

    /** The full host name. */
    String host() {
        return domain.host(place.name());
    }

    NetworkNamespace namespace() {
        return place.namespace();
    }

    private Command samba(String... words) {
        return Command.of(Stream.concat(place.programs().prefix().stream(), Stream.of(words))
                        .toList())
                .in(place.namespace());
    }

    /** Runs one of {@code itest/samba}'s scripts on the controller's database. */
    void python(String script, String... arguments) {
        Stream<String> words = Stream.of(
                "/usr/bin/python3",
                ProjectFiles.path("itest/samba")
                        .resolve(script)
                        .toAbsolutePath()
                        .toString(),
                configuration().toString());
        samba(Stream.concat(words, Stream.of(arguments)).toArray(String[]::new)).run();
    }

    /** Runs {@code samba-tool} on the controller's database. */
    void sambaTool(String... arguments) {
        samba(Stream.of(Stream.of("samba-tool"), Stream.of(arguments), Stream.of("--configfile=" + configuration()))
                        .flatMap(words -> words)
                        .toArray(String[]::new))
                .run();
    }

    /** Replicates the changes of another controller at once; by itself that takes some seconds. */
    void replicateFrom(SambaController other) {
        sambaTool(
                "drs",
                "replicate",
                host(),
                other.host(),
                domain.base(),
                "--username=Administrator",
                "--password=" + SambaDomain.PASSWORD);
    }

    /** Starts it, unless it is running, and waits until LDAP and the KDC answer. */
    void start() {
        if (samba != null) {
            return;
        }
        List<String> words = new ArrayList<>(place.namespace().prefix());
        words.addAll(place.programs().prefix());
        words.addAll(List.of(
                "samba", "--configfile=" + configuration(), "--foreground", "--no-process-group", "--debug-stdout"));
        ChildProcess started = ChildProcess.start("samba-" + host(), folder.resolve("log"), Map.of(), words);
        samba = started;
        Deadline.await(
                "LDAP answers",
                TIMEOUT,
                started::quote,
                () -> searchRoot().outcome().exit() == 0);
        Deadline.await("the KDC answers", TIMEOUT, started::quote, this::kdcAnswers);
    }

    private Command searchRoot() {
        return search("base", "(objectClass=*)", List.of("dn"));
    }

    private boolean kdcAnswers() {
        return Command.of("bash", "-c", "exec 3<>/dev/tcp/" + place.address() + "/88")
                        .in(place.namespace())
                        .outcome()
                        .exit()
                == 0;
    }

    /** Restarts it with another value of "ldap server require strong auth", such as yes. */
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

    /** Stops it in an orderly way: nothing listens afterwards. */
    void stop() {
        if (samba != null) {
            samba.close();
            samba = null;
        }
    }

    /** Kills it, like a crash: connections break, and new ones are refused. */
    void kill() {
        ChildProcess running = running();
        running.kill();
        running.awaitExit(TIMEOUT);
        stop();
    }

    /** Halts it: the system still accepts connections, and nothing ever answers on them. */
    void halt() {
        running().signalFamily("STOP");
    }

    /** Resumes it after {@link #halt()}. */
    void goOn() {
        running().signalFamily("CONT");
    }

    private ChildProcess running() {
        if (samba == null) {
            throw new IllegalStateException(host() + " does not run");
        }
        return samba;
    }

    /** Returns everything below the domain's root that matches, with these attributes, read as an administrator. */
    List<LdifEntry> search(String filter, List<String> attributes) {
        return LdifEntry.parse(search("sub", filter, attributes).run());
    }

    private Command search(String scope, String filter, List<String> attributes) {
        List<String> words = new ArrayList<>(List.of("ldapsearch", "-LLL", "-o", "ldif-wrap=no"));
        words.addAll(administrator());
        words.addAll(List.of("-E", "pr=1000/noprompt", "-b", domain.base(), "-s", scope, filter));
        words.addAll(attributes);
        return Command.of(words)
                .with("LDAPTLS_CACERT", authority.certificate().toString())
                .in(place.namespace());
    }

    /** Applies changes written as LDIF; they may concern deleted objects. */
    void modify(String ldif) {
        try {
            Path file = Files.writeString(Files.createTempFile(folder, "change", ".ldif"), ldif);
            List<String> words =
                    new ArrayList<>(List.of("ldapmodify", "-e", "!1.2.840.113556.1.4.417", "-f", file.toString()));
            words.addAll(administrator());
            Command.of(words)
                    .with("LDAPTLS_CACERT", authority.certificate().toString())
                    .in(place.namespace())
                    .run();
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> administrator() {
        return List.of(
                "-H", "ldaps://" + host(), "-x", "-D", "Administrator@" + domain.realm(), "-w", SambaDomain.PASSWORD);
    }

    /** Returns its last output, for a failure message. */
    String quote() {
        return Optional.ofNullable(samba).map(ChildProcess::quote).orElse(host() + " is stopped");
    }

    @Override
    public void close() {
        stop();
    }
}
