package org.adcache.directory.connect;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.directory.DirectoryConfig;

/** Mapping from LDAP result codes to problems, and for a rejected bind from the {@code data} sub-code in AD's text. */
public final class LdapProblems {
    private static final Pattern DATA = Pattern.compile("\\bdata ([0-9a-fA-F]+)");
    private static final int MAX_TEXT = 200;
    private static final String TOO_LARGE = "larger than the maximum of";
    private static final Set<Integer> OTHER_SERVER = Set.of(
            ResultCode.BUSY_INT_VALUE,
            ResultCode.UNAVAILABLE_INT_VALUE,
            ResultCode.SERVER_DOWN_INT_VALUE,
            ResultCode.CONNECT_ERROR_INT_VALUE,
            ResultCode.TIMEOUT_INT_VALUE);

    private LdapProblems() {}

    /**
     * The problem for a failed operation.
     *
     * @param step the operation, as the start of a sentence
     */
    public static ProblemException of(String step, String server, LDAPException failure) {
        Optional<ProblemException> known = Causes.first(failure, ProblemException.class);
        if (known.isPresent()) {
            return known.get();
        }
        Problem problem = TlsProblems.demandedCertificate(server, failure, false)
                .orElseGet(() -> problem(step + " at " + server, failure));
        return isOfTheServer(failure)
                ? new ServerUnavailable(problem, failure)
                : new ProblemException(problem, failure);
    }

    /** The failed operation behind a problem; empty if it has another cause. */
    public static Optional<LDAPException> operation(ProblemException problem) {
        return Causes.first(problem, LDAPException.class);
    }

    /** Whether the server or the connection failed, rather than the operation. */
    public static boolean isOfTheServer(LDAPException failure) {
        return OTHER_SERVER.contains(failure.getResultCode().intValue()) || isBrokenOff(failure);
    }

    private static Problem problem(String step, LDAPException failure) {
        if (isTooLarge(failure)) {
            return new Problem(
                    ProblemType.LDAP_MESSAGE_TOO_LARGE,
                    step + " failed: an entry is larger than entries.max-message allows.",
                    "Find the entry with the very long attribute and correct it; if it is meant to be so large, raise"
                            + " the key entries.max-message.");
        }
        return switch (failure.getResultCode().intValue()) {
            case ResultCode.STRONG_AUTH_REQUIRED_INT_VALUE ->
                new Problem(
                        ProblemType.LDAP_SIGNING_REQUIRED,
                        step + " was refused: the server wants signing although the connection is encrypted"
                                + said(failure) + ".",
                        "On Samba before 4.21 set \"ldap server require strong auth = allow_sasl_over_tls\"; on Windows check"
                                + " that no proxy ends TLS before the domain controller.");
            case ResultCode.INVALID_CREDENTIALS_INT_VALUE -> invalidCredentials(step, failure);
            case ResultCode.UNWILLING_TO_PERFORM_INT_VALUE ->
                new Problem(
                        ProblemType.LDAP_UNWILLING,
                        step + " was refused by a policy of the server" + said(failure) + ".",
                        "Look up the text in the domain controller's Directory Service log.");
            case ResultCode.BUSY_INT_VALUE, ResultCode.UNAVAILABLE_INT_VALUE ->
                new Problem(
                        ProblemType.LDAP_BUSY,
                        step + " failed: the server is busy or stopping" + said(failure) + ".",
                        "Wait; if it lasts, look at the domain controller.");
            case ResultCode.SERVER_DOWN_INT_VALUE, ResultCode.CONNECT_ERROR_INT_VALUE -> lost(step, failure);
            case ResultCode.TIMEOUT_INT_VALUE, ResultCode.TIME_LIMIT_EXCEEDED_INT_VALUE ->
                new Problem(
                        ProblemType.LDAP_TIMEOUT,
                        step + " was not answered in time" + said(failure) + ".",
                        "Look at the load of the domain controller; a narrower search-base also helps.");
            case ResultCode.SIZE_LIMIT_EXCEEDED_INT_VALUE, ResultCode.ADMIN_LIMIT_EXCEEDED_INT_VALUE ->
                new Problem(
                        ProblemType.LDAP_LIMIT_EXCEEDED,
                        step + " was cut off by a limit of the server" + said(failure) + ".",
                        "Raise the server's limit: pages of " + DirectoryConfig.PAGE_SIZE
                                + " entries must be allowed.");
            case ResultCode.INSUFFICIENT_ACCESS_RIGHTS_INT_VALUE ->
                new Problem(
                        ProblemType.LDAP_ACCESS_DENIED,
                        step + " was refused: the service account lacks a right" + said(failure) + ".",
                        "Grant it List contents and Read property there.");
            case ResultCode.UNAVAILABLE_CRITICAL_EXTENSION_INT_VALUE ->
                new Problem(
                        ProblemType.LDAP_CONTROL_REFUSED,
                        step + " failed: the server refused paging or extended DNs" + said(failure) + ".",
                        "Read from an Active Directory domain controller; if it is one, try again.");
            default ->
                isBrokenOff(failure)
                        ? lost(step, failure)
                        : new Problem(
                                ProblemType.LDAP_FAILED,
                                step + " failed with result "
                                        + failure.getResultCode().intValue() + said(failure) + ".",
                                "Look up the result code and the text in the domain controller's Directory Service log.");
        };
    }

    private static Problem lost(String step, LDAPException failure) {
        return new Problem(
                ProblemType.LDAP_CONNECTION_LOST,
                step + " failed: the connection ended" + said(failure) + ".",
                "Check whether the domain controller restarted, or a firewall cuts long connections.");
    }

    /** Whether a connection ended within a message, which the SDK reports as one that can't be decoded. */
    private static boolean isBrokenOff(LDAPException failure) {
        return failure.getResultCode().intValue() == ResultCode.DECODING_ERROR_INT_VALUE
                && Causes.first(failure, IOException.class).isPresent()
                && !isTooLarge(failure);
    }

    /** Whether the SDK refused a message for its size; only its text says so. */
    private static boolean isTooLarge(LDAPException failure) {
        return Causes.first(failure, IOException.class)
                .filter(cause -> Causes.text(cause).contains(TOO_LARGE))
                .isPresent();
    }

    private record BindError(ProblemType type, String meaning, String remedy) {}

    private static final String NEW_KEYTAB = "Set a new password that doesn't expire, and export the keytab again.";

    /** Sub-codes of "invalid credentials": Win32 logon errors in hexadecimal. */
    private static final Map<String, BindError> BIND_ERRORS = Map.ofEntries(
            Map.entry(
                    "525",
                    new BindError(
                            ProblemType.LDAP_ACCOUNT_UNKNOWN,
                            "there is no such account",
                            "Check the account of the keytab.")),
            Map.entry(
                    "52e",
                    new BindError(
                            ProblemType.LDAP_WRONG_CREDENTIALS,
                            "the name or key is wrong",
                            "Export the keytab again.")),
            Map.entry(
                    "530",
                    new BindError(
                            ProblemType.LDAP_LOGON_HOURS,
                            "the account may not log on at this time",
                            "Widen the account's logon hours.")),
            Map.entry(
                    "531",
                    new BindError(
                            ProblemType.LDAP_WORKSTATION,
                            "the account may not log on from this machine",
                            "Remove the account's list of workstations.")),
            Map.entry(
                    "532",
                    new BindError(ProblemType.LDAP_PASSWORD_EXPIRED, "the account's password has expired", NEW_KEYTAB)),
            Map.entry(
                    "533",
                    new BindError(ProblemType.LDAP_ACCOUNT_DISABLED, "the account is disabled", "Enable the account.")),
            Map.entry(
                    "534",
                    new BindError(
                            ProblemType.LDAP_LOGON_TYPE,
                            "the account is not granted this type of logon",
                            "Grant it \"Access this computer from the network\" on the domain controllers.")),
            Map.entry(
                    "568",
                    new BindError(
                            ProblemType.LDAP_TOO_MANY_GROUPS,
                            "the account is in too many groups",
                            "Take the service account out of groups it doesn't need.")),
            Map.entry(
                    "701",
                    new BindError(
                            ProblemType.LDAP_ACCOUNT_EXPIRED,
                            "the account has expired",
                            "Move the account's expiry date.")),
            Map.entry(
                    "773",
                    new BindError(
                            ProblemType.LDAP_PASSWORD_EXPIRED,
                            "the account must change its password first",
                            NEW_KEYTAB)),
            Map.entry(
                    "775",
                    new BindError(
                            ProblemType.LDAP_ACCOUNT_LOCKED,
                            "the account is locked out",
                            "Unlock it, and look for what logs on with an old password.")));

    private static Problem invalidCredentials(String step, LDAPException failure) {
        String text = serverText(failure);
        Matcher matcher = DATA.matcher(text);
        String data = matcher.find() ? matcher.group(1).toLowerCase(Locale.ROOT) : "";
        BindError error = BIND_ERRORS.get(data);
        if (error != null) {
            return new Problem(
                    error.type(), step + " was refused: " + error.meaning() + said(failure) + ".", error.remedy());
        }
        if (text.startsWith("80090346") || data.equals("80090346") || data.equals("57")) {
            return new Problem(
                    ProblemType.LDAP_CHANNEL_BINDING,
                    step + " was refused, most likely for its channel binding" + said(failure) + ".",
                    "Set tls.channel-binding = auto; if it is, something between here and the domain controller ends TLS"
                            + " with a certificate of its own: connect to the domain controller itself.");
        }
        return new Problem(
                ProblemType.LDAP_BIND_REFUSED,
                step + " was refused" + said(failure) + ".",
                "Check the account in the keytab, and the domain controller's Security log.");
    }

    private static String said(LDAPException failure) {
        String text = serverText(failure);
        return text.isEmpty() ? "" : " (\"" + text + "\")";
    }

    /** The server's message on one line; empty if the failure is local. */
    private static String serverText(LDAPException failure) {
        String text = failure.getDiagnosticMessage();
        if (text == null) {
            return "";
        }
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() > MAX_TEXT ? line.substring(0, MAX_TEXT) + "…" : line;
    }
}
