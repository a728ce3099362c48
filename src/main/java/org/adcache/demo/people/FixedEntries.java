package org.adcache.demo.people;

import static org.adcache.demo.schema.AttributeType.ACCOUNT_EXPIRES;
import static org.adcache.demo.schema.AttributeType.DEPARTMENT;
import static org.adcache.demo.schema.AttributeType.DISPLAY_NAME;
import static org.adcache.demo.schema.AttributeType.DNS_HOST_NAME;
import static org.adcache.demo.schema.AttributeType.DNS_ROOT;
import static org.adcache.demo.schema.AttributeType.GIVEN_NAME;
import static org.adcache.demo.schema.AttributeType.GROUP_TYPE;
import static org.adcache.demo.schema.AttributeType.HIDE_FROM_ADDRESS_LISTS;
import static org.adcache.demo.schema.AttributeType.INVOCATION_ID;
import static org.adcache.demo.schema.AttributeType.MAIL;
import static org.adcache.demo.schema.AttributeType.NC_NAME;
import static org.adcache.demo.schema.AttributeType.NETBIOS_NAME;
import static org.adcache.demo.schema.AttributeType.OBJECT_SID;
import static org.adcache.demo.schema.AttributeType.PRIMARY_GROUP_ID;
import static org.adcache.demo.schema.AttributeType.PROXY_ADDRESSES;
import static org.adcache.demo.schema.AttributeType.SAM_ACCOUNT_NAME;
import static org.adcache.demo.schema.AttributeType.SAM_ACCOUNT_TYPE;
import static org.adcache.demo.schema.AttributeType.SERVICE_PRINCIPAL_NAME;
import static org.adcache.demo.schema.AttributeType.SN;
import static org.adcache.demo.schema.AttributeType.SYSTEM_FLAGS;
import static org.adcache.demo.schema.AttributeType.TITLE;
import static org.adcache.demo.schema.AttributeType.TOMBSTONE_LIFETIME;
import static org.adcache.demo.schema.AttributeType.UPN_SUFFIXES;
import static org.adcache.demo.schema.AttributeType.USER_ACCOUNT_CONTROL;
import static org.adcache.demo.schema.AttributeType.USER_PRINCIPAL_NAME;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.adcache.demo.schema.AttributeType;
import org.adcache.demo.schema.DomainNames;
import org.adcache.demo.schema.ObjectKind;
import org.adcache.demo.schema.WellKnown;

/**
 * Initial entries of every simulated directory: naming contexts, the objects a client reads for discovery, built-in
 * and {@link WellKnown} accounts, and the units of the generated people. One flat list, read top to bottom.
 */
final class FixedEntries {
    private static final String FOREIGN_SID = "S-1-5-21-1111111111-2222222222-3333333333-1105";
    private static final List<String> DEPARTMENTS = List.of(
            "Sales",
            "Marketing",
            "Finance",
            "Legal",
            "IT",
            "Research, Development",
            "Produktion + Logistik",
            "Kundenbetreuung Süd",
            "Dział prawny",
            "Отдел продаж",
            "人事部",
            "Facility");

    private final DomainNames domain;
    private final Mixer mixer;
    private final List<EntryBuilder> entries = new ArrayList<>();
    private final int root;
    private final int serviceAccounts;
    private final int people;
    private final int sales;
    private final Places places;
    private final List<Integer> wellKnown;

    FixedEntries(DomainNames domain, Mixer mixer, String serviceAccount) {
        this.domain = domain;
        this.mixer = mixer;
        this.root = add(new EntryBuilder(ObjectKind.DOMAIN, DirectoryTree.NONE, "DC", domain.baseName())
                .with(OBJECT_SID, domainSid(mixer))
                .with(
                        AttributeType.DC,
                        domain.dnsName().substring(0, domain.dnsName().indexOf('.'))));
        this.serviceAccounts = container(root, "Users");
        int foreign = container(root, "ForeignSecurityPrincipals");
        int controllers = unit(root, "Domain Controllers");
        this.people = unit(root, "People");
        this.places = places(root);
        this.sales = places.departments().get(0).position();
        addConfiguration();
        addBuiltIn(controllers, serviceAccount);
        int outsider = add(new EntryBuilder(ObjectKind.FOREIGN_SECURITY_PRINCIPAL, foreign, "CN", FOREIGN_SID)
                .with(OBJECT_SID, FOREIGN_SID));
        this.wellKnown = addWellKnown(outsider);
        addAwkward();
    }

    private Places places(int root) {
        List<Places.Department> departments = new ArrayList<>();
        for (String name : DEPARTMENTS) {
            departments.add(new Places.Department(name, unit(people, name)));
        }
        int groups = unit(root, "Groups");
        return new Places(departments, unit(root, "Contacts"), unit(groups, "Security"), unit(groups, "Distribution"));
    }

    private void addConfiguration() {
        int configuration =
                add(new EntryBuilder(ObjectKind.CONFIGURATION, DirectoryTree.NONE, "CN", domain.configurationName()));
        add(new EntryBuilder(ObjectKind.SCHEMA, DirectoryTree.NONE, "CN", domain.schemaName()));
        int partitions = add(new EntryBuilder(ObjectKind.CROSS_REF_CONTAINER, configuration, "CN", "Partitions")
                .with(UPN_SUFFIXES, WellKnown.upnSuffix(domain)));
        add(new EntryBuilder(ObjectKind.CROSS_REF, partitions, "CN", domain.netbiosName())
                .with(NETBIOS_NAME, domain.netbiosName())
                .with(DNS_ROOT, domain.dnsName())
                .with(NC_NAME, domain.baseName())
                .with(SYSTEM_FLAGS, "3"));
        add(new EntryBuilder(ObjectKind.CROSS_REF, partitions, "CN", "Enterprise Configuration")
                .with(DNS_ROOT, domain.dnsName())
                .with(NC_NAME, domain.configurationName())
                .with(SYSTEM_FLAGS, "1"));
        int services = add(new EntryBuilder(ObjectKind.CONTAINER, configuration, "CN", "Services"));
        int windows = add(new EntryBuilder(ObjectKind.CONTAINER, services, "CN", "Windows NT"));
        add(new EntryBuilder(ObjectKind.NTDS_SERVICE, windows, "CN", "Directory Service")
                .with(TOMBSTONE_LIFETIME, "180"));
        int sites = add(new EntryBuilder(ObjectKind.SITES_CONTAINER, configuration, "CN", "Sites"));
        int site = add(new EntryBuilder(ObjectKind.SITE, sites, "CN", "Default-First-Site-Name"));
        int servers = add(new EntryBuilder(ObjectKind.SERVERS_CONTAINER, site, "CN", "Servers"));
        int server = add(new EntryBuilder(ObjectKind.SERVER, servers, "CN", serverAccount())
                .with(DNS_HOST_NAME, domain.serverName()));
        long bits = mixer.bits(0, Purpose.INVOCATION);
        add(new EntryBuilder(ObjectKind.NTDS_DSA, server, "CN", "NTDS Settings")
                .with(INVOCATION_ID, new UUID(bits, ~bits).toString()));
    }

    private void addBuiltIn(int controllers, String serviceAccount) {
        String server = serverAccount();
        add(new EntryBuilder(ObjectKind.COMPUTER, controllers, "CN", server)
                .with(SAM_ACCOUNT_NAME, server + "$")
                .with(USER_ACCOUNT_CONTROL, "532480")
                .with(PRIMARY_GROUP_ID, "516")
                .with(DNS_HOST_NAME, domain.serverName())
                .with(SERVICE_PRINCIPAL_NAME, "ldap/" + domain.serverName()));
        user(serviceAccounts, "Administrator", "Administrator").relativeId(500);
        user(serviceAccounts, serviceAccount, serviceAccount);
        securityGroup(serviceAccounts, "Domain Admins", "Domain Admins").relativeId(512);
        securityGroup(serviceAccounts, "Domain Users", "Domain Users").relativeId(513);
        securityGroup(serviceAccounts, "Domain Guests", "Domain Guests").relativeId(514);
    }

    /** In the order of the components of {@link WellKnown}. */
    private List<Integer> addWellKnown(int outsider) {
        int contacts = places.contacts();
        int security = places.securityGroups();
        int person = mailUser(sales, "John Smith", "jsmith", "john.smith")
                .with(GIVEN_NAME, "John")
                .with(SN, "Smith")
                .with(TITLE, "Account Manager")
                .with(DEPARTMENT, "Sales")
                .with(PROXY_ADDRESSES, "SMTP:" + at("john.smith"), "smtp:" + at("j.smith"), "SIP:" + at("john.smith"))
                .position();
        int jane = mailUser(sales, "Jane Doe", "jdoe", "jane.doe")
                .with(GIVEN_NAME, "Jane")
                .with(SN, "Doe")
                .position();
        int disabled = mailUser(sales, "Info Mailbox", "info", "info")
                .with(USER_ACCOUNT_CONTROL, "514")
                .position();
        int hidden = mailUser(sales, "Mona Hidden", "mhidden", "mona.hidden")
                .with(HIDE_FROM_ADDRESS_LISTS, "TRUE")
                .position();
        int withoutMail = user(sales, "Nomail Norbert", "nnomail").position();
        int kiosk = user(sales, "Kiosk Karla", "kkiosk")
                .with(PRIMARY_GROUP_ID, WellKnown.KIOSK_USERS_RID)
                .position();
        int first = mailUser(sales, "Support Day", "supportday", "support.day")
                .with(PROXY_ADDRESSES, "SMTP:" + at("support.day"), "smtp:" + at("support"))
                .position();
        int second = mailUser(sales, "Support Night", "supportnight", "support.night")
                .with(PROXY_ADDRESSES, "SMTP:" + at("support.night"), "smtp:" + at("support"))
                .position();
        int contact = entry(ObjectKind.CONTACT, contacts, "Paula Partner")
                .with(DISPLAY_NAME, "Paula Partner")
                .with(MAIL, "paula@partner.example")
                .with(PROXY_ADDRESSES, "SMTP:paula@partner.example")
                .position();
        int inner = securityGroup(security, "Sales Berlin", "sales-berlin")
                .members(person, jane, contact)
                .position();
        int middle = securityGroup(security, "Sales EMEA", "sales-emea")
                .members(inner, outsider)
                .position();
        int outer = securityGroup(security, "Sales Worldwide", "sales-worldwide")
                .with(MAIL, at("sales-worldwide"))
                .members(middle, disabled)
                .position();
        EntryBuilder cycleA = securityGroup(security, "Cycle A", "cycle-a");
        int cycleB = securityGroup(security, "Cycle B", "cycle-b")
                .members(cycleA.position())
                .position();
        cycleA.members(jane, cycleB);
        int kioskGroup = securityGroup(security, "Kiosk Users", "kiosk-users")
                .relativeId(Long.parseLong(WellKnown.KIOSK_USERS_RID))
                .position();
        int large = securityGroup(security, "All Staff", "all-staff")
                .with(MAIL, at("all-staff"))
                .position();
        securityGroup(security, "Nobody Yet", "nobody-yet");
        return List.of(
                person,
                inner,
                outer,
                cycleA.position(),
                large,
                contact,
                disabled,
                hidden,
                withoutMail,
                kiosk,
                kioskGroup,
                first,
                second);
    }

    /** Adds names that break careless escaping. */
    private void addAwkward() {
        List<String> names = List.of(
                "Doe, John \"JJ\" <x>; y",
                " Leading Space",
                "#1 Fan",
                "Back\\slash",
                "A+B=C",
                "Star * (Brackets)",
                "Zoë 🦊 O'Fox");
        for (int i = 0; i < names.size(); i++) {
            mailUser(people, names.get(i), "awkward-" + i, "awkward." + i);
        }
    }

    private EntryBuilder mailUser(int parent, String name, String account, String localPart) {
        return user(parent, name, account).with(MAIL, at(localPart)).with(PROXY_ADDRESSES, "SMTP:" + at(localPart));
    }

    private EntryBuilder user(int parent, String name, String account) {
        return entry(ObjectKind.USER, parent, name)
                .with(DISPLAY_NAME, name)
                .with(SAM_ACCOUNT_NAME, account)
                .with(SAM_ACCOUNT_TYPE, "805306368")
                .with(USER_PRINCIPAL_NAME, account + "@" + domain.dnsName())
                .with(USER_ACCOUNT_CONTROL, "512")
                .with(ACCOUNT_EXPIRES, WellKnown.NEVER)
                .with(PRIMARY_GROUP_ID, "513");
    }

    private EntryBuilder securityGroup(int parent, String name, String account) {
        return entry(ObjectKind.GROUP, parent, name)
                .with(SAM_ACCOUNT_NAME, account)
                .with(SAM_ACCOUNT_TYPE, "268435456")
                .with(GROUP_TYPE, "-2147483646");
    }

    private EntryBuilder entry(ObjectKind kind, int parent, String name) {
        EntryBuilder entry = new EntryBuilder(kind, parent, "CN", name);
        add(entry);
        return entry;
    }

    private int unit(int parent, String name) {
        return add(new EntryBuilder(ObjectKind.ORGANIZATIONAL_UNIT, parent, "OU", name));
    }

    private int container(int parent, String name) {
        return add(new EntryBuilder(ObjectKind.CONTAINER, parent, "CN", name));
    }

    private int add(EntryBuilder entry) {
        entries.add(entry.at(entries.size()));
        return entry.position();
    }

    private String at(String localPart) {
        return localPart + "@" + domain.dnsName();
    }

    private String serverAccount() {
        return domain.serverObjectName().substring(3, domain.serverObjectName().indexOf(','));
    }

    /** The SID of the domain: three numbers drawn from the seed. */
    static String domainSid(Mixer mixer) {
        StringBuilder sid = new StringBuilder("S-1-5-21");
        for (int i = 0; i < 3; i++) {
            sid.append('-').append(mixer.bits(i, Purpose.DOMAIN_SID) >>> 32);
        }
        return sid.toString();
    }

    /** The container of tombstones, which is hidden like them. */
    StoredEntry deletedObjects(int position) {
        return new EntryBuilder(ObjectKind.CONTAINER, root, "CN", "Deleted Objects")
                .with(AttributeType.IS_DELETED, "TRUE")
                .with(SYSTEM_FLAGS, "-1946157056")
                .at(position)
                .build(mixer);
    }

    List<StoredEntry> build() {
        return entries.stream().map(entry -> entry.build(mixer)).toList();
    }

    int accounts() {
        return (int) entries.stream()
                .filter(entry -> entry.kind() == ObjectKind.USER
                        || entry.kind() == ObjectKind.CONTACT
                        || entry.kind() == ObjectKind.GROUP)
                .count();
    }

    Places places() {
        return places;
    }

    /** Positions in the order of the components of {@link WellKnown}. */
    List<Integer> wellKnown() {
        return wellKnown;
    }
}
