package org.adcache.itest;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.util.ssl.PEMFileTrustManager;
import com.unboundid.util.ssl.SSLUtil;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.adcache.account.ObjectSid;

/**
 * Populated domain of one or more Samba controllers; queries and changes here use the first one. Its folder is deleted
 * by {@link #close()}, and so is the network namespace if it was created here.
 */
final class SambaDomain implements AutoCloseable {
    static final DomainName CORP = new DomainName("corp.example.test");
    static final String DOMAIN = CORP.dns();
    static final String CONTROLLER = CORP.host("dc1");
    static final String ALIAS = CORP.host("alias");
    static final String BASE = CORP.base();

    private static final String ADDRESS = "10.53.0.1";
    private static final int LDAPS = 636;

    /** Password of the administrator and of {@link #reader}. */
    static final String PASSWORD = "Adm1n-of-the-test";

    private static final String READER = "contract-reader";

    private final DomainName name;
    private final Path folder;
    private final CertificateAuthority authority;
    private final List<SambaController> controllers = new ArrayList<>();
    private final List<NetworkNamespace> own = new ArrayList<>();
    private boolean readerMade;

    /** Creates an empty folder for a domain, and its certificate authority. */
    SambaDomain(DomainName name) {
        this.name = name;
        try {
            this.folder = Files.createTempDirectory("adcache-samba-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.authority = CertificateAuthority.create(folder.resolve("ca"), "adcache test authority of " + name.dns());
        Runtime.getRuntime().addShutdownHook(new Thread(this::removeFolder));
    }

    /**
     * Provisions the domain {@link #CORP} with one controller in a network namespace of its own, where both names
     * {@link #CONTROLLER} and {@link #ALIAS} resolve to it. It has a service account with a keytab for each given
     * name. Does not start it.
     */
    static SambaDomain provision(SambaPopulation population, String... serviceAccounts) {
        return new SambaDomain(CORP)
                .alone("samba", SambaPrograms.ofThisMachine(), population.json(), List.of(serviceAccounts));
    }

    /** Provisions the domain {@link #CORP} as {@link #provision(Population, String...)} does, with plain people. */
    static SambaDomain provision(Staff staff, String... serviceAccounts) {
        return new SambaDomain(CORP)
                .alone("samba", SambaPrograms.ofThisMachine(), staff.json(), List.of(serviceAccounts));
    }

    /**
     * Provisions the domain {@link #CORP} as {@link #provision(Population, String...)} does, with people of many
     * names.
     */
    static SambaDomain provision(ManyNames names, String... serviceAccounts) {
        return new SambaDomain(CORP)
                .alone("samba", SambaPrograms.ofThisMachine(), names.json(), List.of(serviceAccounts));
    }

    /**
     * Provisions the domain {@code strict.example.test} as {@link #provision} does, with a Samba that accepts no bind
     * over TLS without channel binding. Does not start it.
     */
    static SambaDomain provisionRequiringChannelBinding(int people, String... serviceAccounts) {
        DomainName strict = new DomainName("strict.example.test");
        return new SambaDomain(strict)
                .alone(
                        "strict",
                        SambaPrograms.requiringChannelBinding(DebianTree.trixie()),
                        new Staff(strict, people).json(),
                        List.of(serviceAccounts));
    }

    private SambaDomain alone(String label, SambaPrograms programs, String changes, List<String> serviceAccounts) {
        NetworkNamespace namespace = NetworkNamespace.create(folder.resolve("log"), label)
                .withNames(
                        "127.0.0.1 localhost\n" + ADDRESS + " " + name.host("dc1") + " dc1 " + name.host("alias")
                                + "\n",
                        List.of(ADDRESS));
        own.add(namespace);
        namespace.ip("addr", "add", ADDRESS + "/32", "dev", "lo");
        provision(
                new SambaController.Place("dc1", namespace, ADDRESS, programs, Optional.empty()),
                changes,
                serviceAccounts);
        return this;
    }

    /**
     * Creates the domain's first controller, and populates it.
     *
     * @param changes in the format of {@code itest/samba/populate.py}; they create the OU "Service Accounts"
     * @param serviceAccounts each gets a keytab
     */
    void provision(SambaController.Place place, String changes, List<String> serviceAccounts) {
        SambaController controller = new SambaController(name, authority, folder, place);
        controllers.add(controller);
        controller.provision();
        controller.python("extend_schema.py");
        try {
            controller.python(
                    "populate.py",
                    Files.writeString(folder.resolve("population.json"), changes)
                            .toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        controller.python(
                "service_accounts.py",
                Stream.concat(Stream.of(folder.toString()), serviceAccounts.stream())
                        .toArray(String[]::new));
        if (serviceAccounts.contains(ServiceAccounts.SEES_DELETED)) {
            letReadDeletedObjects(ServiceAccounts.SEES_DELETED);
        }
    }

    /** Grants an account the right to read CN=Deleted Objects, beside those that have it. */
    void letReadDeletedObjects(String account) {
        first().python("read_deleted_objects.py", account);
    }

    /** Name of an ordinary account with a password, created on first use. */
    synchronized String reader() {
        if (!readerMade) {
            sambaTool("user", "create", READER, PASSWORD);
            readerMade = true;
        }
        return READER;
    }

    /**
     * Opens a connection from outside the namespace, bound with {@link #PASSWORD} as {@link #reader} or the
     * administrator; the caller closes it. The certificate names the controller and the connection goes through a
     * relay, so the host name is not verified.
     */
    LDAPConnection connect(String account) throws GeneralSecurityException, LDAPException {
        SSLUtil tls =
                new SSLUtil(new PEMFileTrustManager(authority.certificate().toFile()));
        LDAPConnection connection = new LDAPConnection(
                tls.createSSLSocketFactory(), "127.0.0.1", namespace().relay(LDAPS));
        connection.bind(account + "@" + name.realm(), PASSWORD);
        return connection;
    }

    /** Adds a record to the zone of the domain, for instance {@code branch, A, 10.0.0.1}. */
    void addDnsRecord(String host, String type, String data) {
        sambaTool("dns", "add", first().host(), name.dns(), host, type, data, "-UAdministrator%" + PASSWORD);
    }

    /** Restarts the first controller with another value of "ldap server require strong auth", such as yes. */
    void restartWithStrongAuth(String value) {
        first().restartWithStrongAuth(value);
    }

    /** Denies an account the right to see the objects in a container. */
    void hideChildren(String container, String account) {
        deny("D;CI;LCLO;;", container, account);
    }

    /**
     * Denies an account the right to read an attribute of anything below a container.
     *
     * @param attribute its schemaIDGUID
     */
    void hideAttribute(String attribute, String container, String account) {
        deny("OD;CI;RP;" + attribute + ";", container, account);
    }

    /**
     * Grants an account the right to read attributes of anything below a container.
     *
     * @param attributes their schemaIDGUIDs
     */
    void grantAttributes(List<String> attributes, String container, String account) {
        ObjectSid sid = sid(account);
        addAccess(
                container,
                attributes.stream()
                        .map(attribute -> "(OA;CI;RP;" + attribute + ";;" + sid + ")")
                        .collect(Collectors.joining()));
    }

    private void deny(String rights, String container, String account) {
        addAccess(container, "(" + rights + ";" + sid(account) + ")");
    }

    private ObjectSid sid(String account) {
        return ObjectSid.fromBytes(account(account).bytes("objectSid").orElseThrow());
    }

    /** Adds access control entries to an object, in SDDL. */
    void addAccess(String object, String entries) {
        sambaTool(
                "dsacl",
                "set",
                "-H",
                "ldap://" + first().host(),
                "--objectdn=" + object,
                "--sddl=" + entries,
                "-UAdministrator%" + PASSWORD);
    }

    /**
     * Takes Authenticated Users out of Pre-Windows 2000 Compatible Access: ordinary accounts then read of others only
     * some property sets.
     */
    void harden() {
        changeOldAccess("delete");
    }

    /** Undoes {@link #harden}. */
    void soften() {
        changeOldAccess("add");
    }

    private void changeOldAccess(String change) {
        modify("dn: CN=Pre-Windows 2000 Compatible Access,CN=Builtin," + name.base() + "\nchangetype: modify\n" + change
                + ": member\nmember: CN=S-1-5-11,CN=ForeignSecurityPrincipals," + name.base() + "\n");
    }

    /** Adds a controller with a full replica of the first one. Starts both. */
    void join(SambaController.Place place) {
        start();
        SambaController controller = new SambaController(name, authority, folder, place);
        controller.join(first());
        controllers.add(controller);
        start();
    }

    DomainName name() {
        return name;
    }

    private SambaController first() {
        return controllers.get(0);
    }

    List<SambaController> controllers() {
        return List.copyOf(controllers);
    }

    /** Returns the controller of this name, which may end in a port. */
    SambaController controller(String server) {
        return controllers.stream()
                .filter(controller -> server.equals(controller.host()) || server.startsWith(controller.host() + ":"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no controller is called " + server));
    }

    /** Runs {@code samba-tool} on the domain controller. */
    void sambaTool(String... arguments) {
        first().sambaTool(arguments);
    }

    /** Starts the controllers that are not running, and waits until they answer. */
    void start() {
        controllers.forEach(SambaController::start);
    }

    /** Stops the controllers: nothing listens afterwards. */
    void stop() {
        controllers.forEach(SambaController::stop);
    }

    /** Returns everything below the domain's root that matches, with these attributes, read as an administrator. */
    List<LdifEntry> search(String filter, List<String> attributes) {
        return first().search(filter, attributes);
    }

    /** Returns the one account with this sAMAccountName. */
    LdifEntry account(String accountName) {
        List<LdifEntry> hits = search("(sAMAccountName=" + accountName + ")", ExpectedAccount.ATTRIBUTES);
        if (hits.size() != 1) {
            throw new AssertionError(accountName + " names " + hits.size() + " accounts");
        }
        return hits.get(0);
    }

    /** Applies changes written as LDIF; they may concern deleted objects. */
    void modify(String ldif) {
        first().modify(ldif);
    }

    /** Restores a deleted object under this name; most of its values are gone. */
    void restore(String guid, String dn) {
        modify(restoration(guid, dn.substring(0, dn.indexOf(',')), dn));
    }

    /**
     * Returns the LDIF that restores a deleted object. Samba changes a tombstone by its name only, not by its GUID.
     *
     * @param rdn its RDN when it was deleted
     */
    String restoration(String guid, String rdn, String dn) {
        return "dn: " + rdn + "\\0ADEL:" + guid + ",CN=Deleted Objects," + name.base()
                + "\nchangetype: modify\ndelete: isDeleted\n-\nreplace: distinguishedName\ndistinguishedName: " + dn
                + "\n";
    }

    /** Makes an account of another domain a member of a group here, as a trust would. */
    void addForeignMember(String groupDn, String sid) {
        first().python("foreign_member.py", groupDn, sid);
    }

    /** Replicates the changes at the first controller to the others. */
    void replicate() {
        controllers.stream().skip(1).forEach(other -> other.replicateFrom(first()));
    }

    /** Expires the account's password, which must be changed at the next logon; its key stays. */
    void expirePassword(String account) {
        modify("dn: " + account(account).dn() + "\nchangetype: modify\nreplace: pwdLastSet\npwdLastSet: 0\n");
    }

    /** The keytab of a service account, exported when the domain was created. */
    Path keytab(String serviceAccount) {
        return folder.resolve(serviceAccount + ".keytab");
    }

    CertificateAuthority authority() {
        return authority;
    }

    NetworkNamespace namespace() {
        return first().namespace();
    }

    /** The smb.conf of the first controller. */
    Path configuration() {
        return first().configuration();
    }

    /** Returns the last output of the controllers, for a failure message. */
    String quote() {
        return String.join(
                "\n", controllers.stream().map(SambaController::quote).toList());
    }

    @Override
    public void close() {
        controllers.forEach(SambaController::close);
        own.forEach(NetworkNamespace::close);
        removeFolder();
    }

    private void removeFolder() {
        Command.of("rm", "-rf", folder.toString()).outcome();
    }
}
