package org.adcache.demo.rights;

import org.adcache.demo.schema.AttributeType;
import org.adcache.demo.schema.ObjectKind;

/** What Authenticated Users may read of the attributes of other accounts. */
public enum Rights {
    /**
     * Everything: Authenticated Users are members of Pre-Windows 2000 Compatible Access, to which each domain grants
     * all attributes of users.
     */
    DEFAULT {
        @Override
        boolean reads(ObjectKind kind, AttributeType type) {
            return true;
        }
    },
    /**
     * Only what the default security descriptors of the classes grant: all attributes of groups, contacts, computers
     * and containers; of users and foreign security principals the property sets that are open to all, and so neither
     * userAccountControl, memberOf, uSNChanged nor isDeleted.
     */
    HARDENED {
        @Override
        boolean reads(ObjectKind kind, AttributeType type) {
            boolean restricted = kind == ObjectKind.USER || kind == ObjectKind.FOREIGN_SECURITY_PRINCIPAL;
            return !restricted || PropertySet.isOpenToAll(type);
        }
    };

    abstract boolean reads(ObjectKind kind, AttributeType type);
}
