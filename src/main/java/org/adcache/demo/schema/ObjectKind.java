package org.adcache.demo.schema;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The structural classes of the simulated schema, each with its superclasses and its object category. */
public enum ObjectKind {
    USER("Person", "top person organizationalPerson user"),
    CONTACT("Person", "top person organizationalPerson contact"),
    COMPUTER("Computer", "top person organizationalPerson user computer"),
    MANAGED_ACCOUNT(
            "ms-DS-Group-Managed-Service-Account",
            "top person organizationalPerson user computer msDS-GroupManagedServiceAccount"),
    GROUP("Group", "top group"),
    DYNAMIC_LIST("ms-Exch-Dynamic-Distribution-List", "top msExchDynamicDistributionList"),
    PUBLIC_FOLDER("ms-Exch-Public-Folder", "top publicFolder"),
    FOREIGN_SECURITY_PRINCIPAL("Foreign-Security-Principal", "top foreignSecurityPrincipal"),
    DOMAIN("Domain-DNS", "top domain domainDNS"),
    ORGANIZATIONAL_UNIT("Organizational-Unit", "top organizationalUnit"),
    CONTAINER("Container", "top container"),
    BUILTIN_DOMAIN("Builtin-Domain", "top builtinDomain"),
    EXCHANGE_OBJECTS("ms-Exch-System-Objects-Container", "top container msExchSystemObjectsContainer"),
    CONFIGURATION("Configuration", "top configuration"),
    SCHEMA("DMD", "top dMD"),
    CROSS_REF_CONTAINER("Cross-Ref-Container", "top crossRefContainer"),
    CROSS_REF("Cross-Ref", "top crossRef"),
    SITES_CONTAINER("Sites-Container", "top sitesContainer"),
    SITE("Site", "top site"),
    SERVERS_CONTAINER("Servers-Container", "top serversContainer"),
    SERVER("Server", "top server"),
    NTDS_DSA("NTDS-DSA", "top applicationSettings nTDSDSA"),
    NTDS_DSA_RO("NTDS-DSA-RO", "top applicationSettings nTDSDSA nTDSDSARO"),
    NTDS_SERVICE("NTDS-Service", "top nTDSService");

    private static final Map<ObjectKind, List<String>> CLASSES = new EnumMap<>(ObjectKind.class);
    private static final Set<ObjectKind> LEAVES = EnumSet.of(
            USER,
            CONTACT,
            COMPUTER,
            MANAGED_ACCOUNT,
            GROUP,
            DYNAMIC_LIST,
            PUBLIC_FOLDER,
            FOREIGN_SECURITY_PRINCIPAL,
            CROSS_REF,
            NTDS_DSA,
            NTDS_DSA_RO);

    static {
        for (ObjectKind kind : values()) {
            CLASSES.put(kind, List.of(kind.classPath.split(" ", -1)));
        }
    }

    private final String category;
    private final String classPath;

    ObjectKind(String category, String classPath) {
        this.category = category;
        this.classPath = classPath;
    }

    /** The kind whose most specific class has this name. */
    public static Optional<ObjectKind> ofClass(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.classes().get(kind.classes().size() - 1).equalsIgnoreCase(name))
                .findFirst();
    }

    /** The CN of the object category in the schema naming context. */
    public String category() {
        return category;
    }

    /** All values of objectClass, from {@code top} down. */
    public List<String> classes() {
        return CLASSES.getOrDefault(this, List.of());
    }

    public boolean hasClass(String name) {
        for (String each : classes()) {
            if (each.equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether {@code (objectCategory=name)} selects this kind: the category of the class of that name, or its own CN.
     */
    public boolean hasCategory(String name) {
        // AD replaces a class name by that class's default category; the default of person, user and contact is
        // Person.
        return category.equalsIgnoreCase(name)
                || ofClass(name).map(kind -> kind.category.equals(category)).orElse(false);
    }

    /** Whether it is a security principal with an account: it has a SID, and an account expires at some time or never. */
    public boolean isAccount() {
        return hasClass("user");
    }

    /** Whether other entries may lie below. */
    public boolean holdsOthers() {
        return !LEAVES.contains(this);
    }
}
