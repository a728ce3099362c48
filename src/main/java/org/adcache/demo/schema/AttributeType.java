package org.adcache.demo.schema;

import static org.adcache.demo.schema.Syntax.BOOLEAN;
import static org.adcache.demo.schema.Syntax.CLASS;
import static org.adcache.demo.schema.Syntax.INTEGER;
import static org.adcache.demo.schema.Syntax.LINK;
import static org.adcache.demo.schema.Syntax.NAME;
import static org.adcache.demo.schema.Syntax.TEXT;
import static org.adcache.demo.schema.Syntax.TIME;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The attributes of the simulated schema, a flat list. */
public enum AttributeType {
    OBJECT_CLASS("objectClass", CLASS),
    CN("cn", TEXT),
    OU("ou", TEXT),
    DC("dc", TEXT),
    NAME_OF_RDN("name", TEXT),
    SN("sn", TEXT),
    GIVEN_NAME("givenName", TEXT),
    DISPLAY_NAME("displayName", TEXT),
    DESCRIPTION("description", TEXT),
    TITLE("title", TEXT),
    DEPARTMENT("department", TEXT),
    COMPANY("company", TEXT),
    OFFICE("physicalDeliveryOfficeName", TEXT),
    TELEPHONE_NUMBER("telephoneNumber", TEXT),
    MAIL("mail", TEXT),
    PROXY_ADDRESSES("proxyAddresses", TEXT),
    TARGET_ADDRESS("targetAddress", TEXT),
    MAIL_NICKNAME("mailNickname", TEXT),
    LEGACY_EXCHANGE_DN("legacyExchangeDN", TEXT),
    EXTENSION_ATTRIBUTE_1("extensionAttribute1", TEXT),
    RECIPIENT_TYPE_DETAILS("msExchRecipientTypeDetails", INTEGER),
    MASTER_ACCOUNT_SID("msExchMasterAccountSid", Syntax.SID),
    DYNAMIC_LIST_FILTER("msExchDynamicDLFilter", TEXT),
    SAM_ACCOUNT_NAME("sAMAccountName", TEXT),
    USER_PRINCIPAL_NAME("userPrincipalName", TEXT),
    DNS_HOST_NAME("dNSHostName", TEXT),
    SERVICE_PRINCIPAL_NAME("servicePrincipalName", TEXT),
    UPN_SUFFIXES("uPNSuffixes", TEXT),
    NETBIOS_NAME("nETBIOSName", TEXT),
    DNS_ROOT("dnsRoot", TEXT),
    NC_NAME("nCName", NAME),
    DISTINGUISHED_NAME("distinguishedName", NAME),
    OBJECT_CATEGORY("objectCategory", NAME),
    OBJECT_GUID("objectGUID", Syntax.GUID),
    OBJECT_SID("objectSid", Syntax.SID),
    SID_HISTORY("sIDHistory", Syntax.SID),
    PARENT_GUID("parentGUID", Syntax.GUID),
    INVOCATION_ID("invocationId", Syntax.GUID),
    SAM_ACCOUNT_TYPE("sAMAccountType", INTEGER),
    USER_ACCOUNT_CONTROL("userAccountControl", INTEGER),
    PRIMARY_GROUP_ID("primaryGroupID", INTEGER),
    ACCOUNT_EXPIRES("accountExpires", INTEGER),
    GROUP_TYPE("groupType", INTEGER),
    INSTANCE_TYPE("instanceType", INTEGER),
    SYSTEM_FLAGS("systemFlags", INTEGER),
    TOMBSTONE_LIFETIME("tombstoneLifetime", INTEGER),
    USN_CREATED("uSNCreated", INTEGER),
    USN_CHANGED("uSNChanged", INTEGER),
    WHEN_CREATED("whenCreated", TIME),
    WHEN_CHANGED("whenChanged", TIME),
    IS_DELETED("isDeleted", BOOLEAN),
    IS_RECYCLED("isRecycled", BOOLEAN),
    LAST_KNOWN_PARENT("lastKnownParent", NAME),
    HIDE_FROM_ADDRESS_LISTS("msExchHideFromAddressLists", BOOLEAN),
    MEMBER("member", LINK),
    MEMBER_OF("memberOf", LINK);

    /** Those that every change of an entry changes; they are local to a controller and not replicated. */
    public static final Set<AttributeType> OF_EVERY_CHANGE = Set.of(USN_CHANGED, WHEN_CHANGED);

    private static final Map<String, AttributeType> BY_NAME = new HashMap<>();

    static {
        for (AttributeType type : values()) {
            BY_NAME.put(type.ldapName.toLowerCase(Locale.ROOT), type);
        }
    }

    private final String ldapName;
    private final Syntax syntax;

    AttributeType(String ldapName, Syntax syntax) {
        this.ldapName = ldapName;
        this.syntax = syntax;
    }

    /** The attribute of this name in any case, without options; empty if the schema has none. */
    public static Optional<AttributeType> of(String name) {
        return Optional.ofNullable(BY_NAME.get(name.toLowerCase(Locale.ROOT)));
    }

    public String ldapName() {
        return ldapName;
    }

    public Syntax syntax() {
        return syntax;
    }
}
