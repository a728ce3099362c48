package org.adcache.demo.rights;

import static org.adcache.demo.schema.AttributeType.ACCOUNT_EXPIRES;
import static org.adcache.demo.schema.AttributeType.CN;
import static org.adcache.demo.schema.AttributeType.COMPANY;
import static org.adcache.demo.schema.AttributeType.DEPARTMENT;
import static org.adcache.demo.schema.AttributeType.DESCRIPTION;
import static org.adcache.demo.schema.AttributeType.DISPLAY_NAME;
import static org.adcache.demo.schema.AttributeType.DISTINGUISHED_NAME;
import static org.adcache.demo.schema.AttributeType.DYNAMIC_LIST_FILTER;
import static org.adcache.demo.schema.AttributeType.EXTENSION_ATTRIBUTE_1;
import static org.adcache.demo.schema.AttributeType.GIVEN_NAME;
import static org.adcache.demo.schema.AttributeType.HIDE_FROM_ADDRESS_LISTS;
import static org.adcache.demo.schema.AttributeType.LEGACY_EXCHANGE_DN;
import static org.adcache.demo.schema.AttributeType.MAIL;
import static org.adcache.demo.schema.AttributeType.MAIL_NICKNAME;
import static org.adcache.demo.schema.AttributeType.MASTER_ACCOUNT_SID;
import static org.adcache.demo.schema.AttributeType.MEMBER;
import static org.adcache.demo.schema.AttributeType.MEMBER_OF;
import static org.adcache.demo.schema.AttributeType.NAME_OF_RDN;
import static org.adcache.demo.schema.AttributeType.OBJECT_CATEGORY;
import static org.adcache.demo.schema.AttributeType.OBJECT_CLASS;
import static org.adcache.demo.schema.AttributeType.OBJECT_GUID;
import static org.adcache.demo.schema.AttributeType.OBJECT_SID;
import static org.adcache.demo.schema.AttributeType.OFFICE;
import static org.adcache.demo.schema.AttributeType.OU;
import static org.adcache.demo.schema.AttributeType.PRIMARY_GROUP_ID;
import static org.adcache.demo.schema.AttributeType.PROXY_ADDRESSES;
import static org.adcache.demo.schema.AttributeType.RECIPIENT_TYPE_DETAILS;
import static org.adcache.demo.schema.AttributeType.SAM_ACCOUNT_NAME;
import static org.adcache.demo.schema.AttributeType.SAM_ACCOUNT_TYPE;
import static org.adcache.demo.schema.AttributeType.SERVICE_PRINCIPAL_NAME;
import static org.adcache.demo.schema.AttributeType.SID_HISTORY;
import static org.adcache.demo.schema.AttributeType.SN;
import static org.adcache.demo.schema.AttributeType.SYSTEM_FLAGS;
import static org.adcache.demo.schema.AttributeType.TARGET_ADDRESS;
import static org.adcache.demo.schema.AttributeType.TELEPHONE_NUMBER;
import static org.adcache.demo.schema.AttributeType.TITLE;
import static org.adcache.demo.schema.AttributeType.USER_ACCOUNT_CONTROL;
import static org.adcache.demo.schema.AttributeType.USER_PRINCIPAL_NAME;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.adcache.demo.schema.AttributeType;

/**
 * Property sets, with those of their attributes that the simulated schema has: attributes that one access control
 * entry grants together (attributeSecurityGUID in MS-ADA1 to MS-ADA3). Most operational attributes are in none:
 * uSNChanged, whenChanged, instanceType, isDeleted. The fourth set that is open to all, Web Information, has no
 * attribute here.
 */
public enum PropertySet {
    GENERAL_INFORMATION(
            true, DISPLAY_NAME, OBJECT_SID, PRIMARY_GROUP_ID, SAM_ACCOUNT_NAME, SAM_ACCOUNT_TYPE, SID_HISTORY),
    PUBLIC_INFORMATION(
            true,
            OBJECT_CLASS,
            CN,
            OU,
            NAME_OF_RDN,
            SN,
            GIVEN_NAME,
            DESCRIPTION,
            TITLE,
            DEPARTMENT,
            COMPANY,
            MAIL,
            PROXY_ADDRESSES,
            LEGACY_EXCHANGE_DN,
            USER_PRINCIPAL_NAME,
            SERVICE_PRINCIPAL_NAME,
            DISTINGUISHED_NAME,
            OBJECT_CATEGORY,
            OBJECT_GUID,
            SYSTEM_FLAGS),
    PERSONAL_INFORMATION(true, OFFICE, TELEPHONE_NUMBER),
    /** Added by Exchange, which makes it readable to Authenticated Users. */
    EXCHANGE_INFORMATION(
            true,
            TARGET_ADDRESS,
            MAIL_NICKNAME,
            EXTENSION_ATTRIBUTE_1,
            HIDE_FROM_ADDRESS_LISTS,
            RECIPIENT_TYPE_DETAILS,
            MASTER_ACCOUNT_SID,
            DYNAMIC_LIST_FILTER),
    USER_ACCOUNT_RESTRICTIONS(false, USER_ACCOUNT_CONTROL, ACCOUNT_EXPIRES),
    MEMBERSHIP(false, MEMBER, MEMBER_OF);

    private static final Set<AttributeType> OPEN_TO_ALL = EnumSet.noneOf(AttributeType.class);

    static {
        for (PropertySet set : values()) {
            if (set.openToAll) {
                OPEN_TO_ALL.addAll(set.attributes);
            }
        }
    }

    private final boolean openToAll;
    private final Set<AttributeType> attributes;

    PropertySet(boolean openToAll, AttributeType... attributes) {
        this.openToAll = openToAll;
        this.attributes = EnumSet.copyOf(List.of(attributes));
    }

    /** Whether Authenticated Users may read an attribute of any user by the default descriptor of the class. */
    static boolean isOpenToAll(AttributeType type) {
        return OPEN_TO_ALL.contains(type);
    }

    Set<AttributeType> attributes() {
        return attributes;
    }
}
