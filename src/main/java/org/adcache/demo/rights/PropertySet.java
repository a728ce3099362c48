package org.adcache.demo.rights;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.adcache.demo.schema.AttributeType;

/**
 * Property sets, with those of their attributes that the simulated schema has: attributes that one access control
 * entry grants together (attributeSecurityGUID in MS-ADA1 to MS-ADA3). Most operational attributes are in none:
 * uSNChanged, whenChanged, instanceType, isDeleted. The fourth set that is open to all, Web Information, has no
 * attribute here.
 */
public enum PropertySet {
    GENERAL_INFORMATION(true),
    PUBLIC_INFORMATION(true),
    PERSONAL_INFORMATION(true),
    /** Added by Exchange, which makes it readable to Authenticated Users. */
    EXCHANGE_INFORMATION(true),
    USER_ACCOUNT_RESTRICTIONS(false),
    MEMBERSHIP(false);

    private static final Set<AttributeType> OPEN_TO_ALL = EnumSet.noneOf(AttributeType.class);

    static {
        for (AttributeType type : AttributeType.values()) {
            if (of(type).filter(set -> set.openToAll).isPresent()) {
                OPEN_TO_ALL.add(type);
            }
        }
    }

    private final boolean openToAll;

    PropertySet(boolean openToAll) {
        this.openToAll = openToAll;
    }

    /** The set of an attribute; an attribute is in one at most. */
    static Optional<PropertySet> of(AttributeType type) {
        return switch (type) {
            case DISPLAY_NAME, OBJECT_SID, PRIMARY_GROUP_ID, SAM_ACCOUNT_NAME, SAM_ACCOUNT_TYPE, SID_HISTORY ->
                Optional.of(GENERAL_INFORMATION);
            case OBJECT_CLASS,
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
                    SYSTEM_FLAGS -> Optional.of(PUBLIC_INFORMATION);
            case OFFICE, TELEPHONE_NUMBER -> Optional.of(PERSONAL_INFORMATION);
            case TARGET_ADDRESS,
                    MAIL_NICKNAME,
                    EXTENSION_ATTRIBUTE_1,
                    HIDE_FROM_ADDRESS_LISTS,
                    RECIPIENT_TYPE_DETAILS,
                    MASTER_ACCOUNT_SID,
                    DYNAMIC_LIST_FILTER -> Optional.of(EXCHANGE_INFORMATION);
            case USER_ACCOUNT_CONTROL, ACCOUNT_EXPIRES -> Optional.of(USER_ACCOUNT_RESTRICTIONS);
            case MEMBER, MEMBER_OF -> Optional.of(MEMBERSHIP);
            default -> Optional.empty();
        };
    }

    /** Whether Authenticated Users may read an attribute of any user by the default descriptor of the class. */
    static boolean isOpenToAll(AttributeType type) {
        return OPEN_TO_ALL.contains(type);
    }

    Set<AttributeType> attributes() {
        Set<AttributeType> attributes = EnumSet.noneOf(AttributeType.class);
        for (AttributeType type : AttributeType.values()) {
            if (of(type).equals(Optional.of(this))) {
                attributes.add(type);
            }
        }
        return attributes;
    }
}
