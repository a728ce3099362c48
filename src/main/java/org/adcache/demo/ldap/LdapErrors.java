package org.adcache.demo.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;

/** Errors of a domain controller with its diagnostic messages: Win32 error code, position in its source, comment. */
final class LdapErrors {
    private LdapErrors() {}

    static LDAPException notBound() {
        return new LDAPException(
                ResultCode.OPERATIONS_ERROR,
                "000004DC: LdapErr: DSID-0C090A5C, comment: In order to perform this operation a successful bind must be"
                        + " completed on the connection., data 0, v4563");
    }

    static LDAPException simpleBind() {
        return new LDAPException(
                ResultCode.STRONG_AUTH_REQUIRED,
                "00002028: LdapErr: DSID-0C090273, comment: The simulated directory accepts SASL GSSAPI only., data 0,"
                        + " v4563");
    }

    static LDAPException unknownMechanism() {
        return new LDAPException(
                ResultCode.AUTH_METHOD_NOT_SUPPORTED,
                "00002027: LdapErr: DSID-0C0906A3, comment: Invalid Authentication method, data 0, v4563");
    }

    static LDAPException withoutTls() {
        return new LDAPException(
                ResultCode.STRONG_AUTH_REQUIRED,
                "00002028: LdapErr: DSID-0C090256, comment: The server requires binds to turn on integrity checking if"
                        + " SSL\\TLS are not already active on the connection, data 0, v4563");
    }

    static LDAPException layerOverTls() {
        return new LDAPException(
                ResultCode.UNWILLING_TO_PERFORM,
                "00002029: LdapErr: DSID-0C09050F, comment: Cannot bind using sign/seal on a connection on which TLS or"
                        + " SSL is in effect, data 0, v4563");
    }

    static LDAPException channelBinding() {
        return new LDAPException(
                ResultCode.INVALID_CREDENTIALS,
                "80090346: LdapErr: DSID-0C090711, comment: AcceptSecurityContext error, data 80090346, v4563");
    }

    static LDAPException badCredentials(Throwable cause) {
        return new LDAPException(
                ResultCode.INVALID_CREDENTIALS,
                "80090308: LdapErr: DSID-0C090711, comment: AcceptSecurityContext error, data 52e, v4563",
                cause);
    }

    static LDAPException readOnly() {
        return new LDAPException(
                ResultCode.INSUFFICIENT_ACCESS_RIGHTS,
                "00002098: SecErr: DSID-03150F94, problem 4003 (INSUFF_ACCESS_RIGHTS), data 0\n");
    }

    static LDAPException unknownControl() {
        return new LDAPException(
                ResultCode.UNAVAILABLE_CRITICAL_EXTENSION,
                "00000057: LdapErr: DSID-0C090A7F, comment: Error processing control, data 0, v4563");
    }

    static LDAPException dirSyncNotCritical() {
        return new LDAPException(
                ResultCode.OPERATIONS_ERROR,
                "00000057: LdapErr: DSID-0C090A7F, comment: The DirSync control must be critical, data 0, v4563");
    }

    static LDAPException noReplicationRight() {
        return new LDAPException(
                ResultCode.INSUFFICIENT_ACCESS_RIGHTS,
                "00002105: LdapErr: DSID-0C090A2B, comment: Error processing control, data 0, v4563");
    }

    static LDAPException notANamingContext() {
        return new LDAPException(
                ResultCode.UNWILLING_TO_PERFORM,
                "0000202B: LdapErr: DSID-0C090A3C, comment: DN is not one of the naming context, data 0, v4563");
    }

    static LDAPException unreadableDirSyncCookie() {
        return new LDAPException(
                ResultCode.UNAVAILABLE_CRITICAL_EXTENSION,
                "0000202C: LdapErr: DSID-0C090A4D, comment: Unable to unmarshall cookie, data 0, v4563");
    }

    static LDAPException cookieOfAnotherVersion() {
        return new LDAPException(
                ResultCode.UNAVAILABLE_CRITICAL_EXTENSION,
                "0000203D: LdapErr: DSID-0C090A5E, comment: Error processing control, data 0, v4563");
    }

    static LDAPException unwillingToContinue() {
        return new LDAPException(
                ResultCode.UNWILLING_TO_PERFORM,
                "0000203D: LdapErr: DSID-0C090A5E, comment: Error processing control, data 0, v4563");
    }

    static LDAPException badCookie() {
        return unknownControl();
    }

    static LDAPException noSuchObject(String closest) {
        return new LDAPException(
                ResultCode.NO_SUCH_OBJECT,
                "0000208D: NameErr: DSID-0310028C, problem 2001 (NO_OBJECT), data 0, best match of:\n\t'" + closest
                        + "'\n",
                closest,
                null);
    }

    static LDAPException elsewhere(String host, String base) {
        return new LDAPException(
                ResultCode.REFERRAL,
                "0000202B: RefErr: DSID-0310084A, data 0, 1 access points\n\tref 1: '" + host + "'\n",
                null,
                new String[] {"ldap://" + host + "/" + base});
    }

    static LDAPException badName() {
        return new LDAPException(
                ResultCode.INVALID_DN_SYNTAX,
                "0000208F: NameErr: DSID-03100213, problem 2006 (BAD_NAME), data 8350, best match of:\n\t''\n");
    }

    static LDAPException badRange() {
        return new LDAPException(
                ResultCode.OPERATIONS_ERROR, "00002121: SvcErr: DSID-03140385, problem 5012 (DIR_ERROR), data 8996\n");
    }

    static LDAPException unknownExtendedOperation() {
        return new LDAPException(
                ResultCode.PROTOCOL_ERROR,
                "0000203D: LdapErr: DSID-0C09104F, comment: Unknown extended request OID, data 0, v4563");
    }

    static LDAPException tlsAlready() {
        return new LDAPException(
                ResultCode.OPERATIONS_ERROR,
                "00000000: LdapErr: DSID-0C0910F2, comment: TLS or SSL already in effect, data 0, v4563");
    }
}
