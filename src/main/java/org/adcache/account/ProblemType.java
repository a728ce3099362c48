package org.adcache.account;

import java.util.Locale;

/**
 * Types of problems: one flat list, grouped by the stage that reports them. The code of a type is its name in kebab
 * case, for instance {@code tls-untrusted-ca}; answers, logs and the audit log carry it, so a name never changes.
 */
public enum ProblemType {
    KEYTAB_MISSING,
    KEYTAB_UNREADABLE,
    KEYTAB_FOREIGN,
    KEYTAB_DAMAGED,
    KEYTAB_EMPTY,
    KEYTAB_AMBIGUOUS,
    KEYTAB_PRINCIPAL_MISSING,
    KEYTAB_NO_AES,
    KEYTAB_REALM_CASE,
    KEYTAB_MIXED_VERSIONS,
    KEYTAB_DES,
    EXTRA_ATTRIBUTE_UNSUITABLE,
    CONFIG_DOUBTFUL,
    CONFIG_NARROWED,
    KEYTAB_WORLD_READABLE,
    KEYTAB_UNUSABLE,

    KERBEROS_KDC_NOT_FOUND,
    KERBEROS_KDC_UNREACHABLE,
    KERBEROS_NO_KDC_THERE,
    KERBEROS_KDC_BUSY,
    KERBEROS_CLOCK_SKEW,
    KERBEROS_CLIENT_UNKNOWN,
    KERBEROS_ACCOUNT_REVOKED,
    KERBEROS_PASSWORD_EXPIRED,
    KERBEROS_WRONG_KEY,
    KERBEROS_NO_KEY,
    KERBEROS_ETYPE,
    KERBEROS_NOT_UNIQUE,
    KERBEROS_POLICY,
    KERBEROS_WRONG_REALM,
    KERBEROS_TRUST_NO_AES,
    KERBEROS_SERVER_UNKNOWN,
    KERBEROS_TICKET_REJECTED,
    KERBEROS_FAILED,
    KERBEROS_CLOSED,

    DNS_NO_SERVERS,
    DNS_FOREIGN_SERVERS,
    DNS_FAILED,
    HOST_UNKNOWN,
    CONNECT_REFUSED,
    CONNECT_TIMEOUT,
    CONNECT_NO_ROUTE,
    CONNECT_FAILED,
    STARTTLS_REFUSED,
    TRUST_UNREADABLE,
    TLS_NOT_TLS,
    TLS_UNTRUSTED_CA,
    TLS_WRONG_HOST_NAME,
    TLS_CERTIFICATE_EXPIRED,
    TLS_CERTIFICATE_NOT_YET_VALID,
    TLS_CERTIFICATE_UNFIT,
    TLS_CLIENT_CERTIFICATE_DEMANDED,
    TLS_WEAK_CERTIFICATE,
    TLS_NO_CHANNEL_BINDING,
    TLS_FAILED,

    LDAP_BIND_REFUSED,
    LDAP_SIGNING_REQUIRED,
    LDAP_CHANNEL_BINDING,
    LDAP_WRONG_CREDENTIALS,
    LDAP_ACCOUNT_UNKNOWN,
    LDAP_ACCOUNT_DISABLED,
    LDAP_ACCOUNT_EXPIRED,
    LDAP_ACCOUNT_LOCKED,
    LDAP_PASSWORD_EXPIRED,
    LDAP_LOGON_HOURS,
    LDAP_LOGON_TYPE,
    LDAP_WORKSTATION,
    LDAP_TOO_MANY_GROUPS,
    LDAP_WRONG_DOMAIN,
    LDAP_NOT_SYNCHRONIZED,
    LDAP_NO_USN,
    LDAP_SEARCH_BASE_MISSING,
    LDAP_SEARCH_BASE_OUTSIDE,
    LDAP_NOTHING_READABLE,
    LDAP_ACCESS_DENIED,
    LDAP_CONTROL_REFUSED,
    LDAP_PAGE_LOST,
    LDAP_PAGE_TOO_LARGE,
    LDAP_MESSAGE_TOO_LARGE,
    LDAP_NO_PROGRESS,
    LDAP_CHANGED_DURING_READ,
    LDAP_ENTRY_UNREADABLE,
    LDAP_GUID_UNREADABLE,
    LDAP_EXTENDED_DN_MISSING,
    LDAP_LIMIT_EXCEEDED,
    LDAP_CONNECTION_LOST,
    LDAP_TIMEOUT,
    LDAP_BUSY,
    LDAP_UNWILLING,
    LDAP_FAILED,

    DOCTOR_TIMEOUT,
    DOCTOR_STOPPED,

    SYNC_TIMEOUT,
    SYNC_INTERRUPTED,
    SYNC_TOO_MANY_CHANGES,
    EMPTY_RESULT,
    RESULT_EMPTY,
    RESULT_SHRUNKEN,
    RESULT_LACKS_TYPE,
    RESULT_LACKS_ATTRIBUTE,

    DATA_DIR_UNUSABLE,
    DATA_DIR_LOCKED,
    DATA_DIR_UNSAFE,
    KEY_FILE_INVALID,
    STORE_READ_FAILED,
    STORE_WRITE_FAILED,
    CACHE_DAMAGED,
    CACHE_UNDECRYPTABLE,
    INDEX_FAILED,
    IMAGE_DAMAGED,
    VIEW_OUTDATED,
    DRAFT_OUTDATED,
    EPOCH_CHANGED,
    CONNECTION_NOT_CACHED,
    WIPE_INCOMPLETE,

    INTEGRATION_DISABLED,
    INTEGRATION_STATE_DAMAGED,
    KRB5_CONF_FAILED,
    PROCESS_NOT_REPLACED,

    TOKEN_NAME_TAKEN,
    TOKENS_UNREADABLE,
    TOKENS_DAMAGED,
    TOKENS_LOCKED,
    AUDIT_LOG_FAILED,

    TLS_REQUIRED,
    TLS_FILE_UNREADABLE,
    TLS_CERTIFICATE_UNREADABLE,
    TLS_KEY_UNREADABLE,
    TLS_KEY_MISMATCH,
    UNKNOWN_HOST,
    ADDRESS_NOT_LOCAL,
    PORT_IN_USE,
    PORT_FORBIDDEN,

    INTERNAL_ERROR;

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

    public String code() {
        return code;
    }

    /** Whether no connection to the server came about; perhaps it is only away for a while. */
    public boolean isConnectionFailure() {
        return isOf("connect");
    }

    /** Whether a setting, the keytab or a certificate must be corrected first: trying again is no use. */
    public boolean isConfigurationFault() {
        return isOf("keytab")
                || isOf("tls")
                || this == KEY_FILE_INVALID
                || this == UNKNOWN_HOST
                || this == ADDRESS_NOT_LOCAL;
    }

    /** The first word of a code is its family. */
    private boolean isOf(String family) {
        return code.startsWith(family + '-');
    }

    @Override
    public String toString() {
        return code;
    }
}
