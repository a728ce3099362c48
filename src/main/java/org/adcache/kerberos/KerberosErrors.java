package org.adcache.kerberos;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.adcache.account.Problem;
import org.adcache.account.ProblemType;

/**
 * Catalogue of Kerberos errors: what a failure means. The JDK's exceptions expose RFC 4120's error code only in an
 * internal class, so the number in parentheses near the end of the message is parsed, for instance {@code Clock skew
 * too great (37) - PROCESS_TGS}.
 */
public final class KerberosErrors {
    private static final Pattern CODE = Pattern.compile("\\((\\d{1,3})\\)(?: - [^()]*)?\\)?\\s*$");
    private static final int NONE = -1;
    private static final String FAILED_REMEDY =
            "Check the realm, the KDC and the keytab; kinit with the same keytab shows more.";

    /** RFC 4120 section 7.5.9. */
    private static final Map<Integer, Meaning> BY_CODE = Map.ofEntries(
            Map.entry(1, Meaning.REVOKED),
            Map.entry(6, Meaning.CLIENT_UNKNOWN),
            Map.entry(7, Meaning.SERVER_UNKNOWN),
            Map.entry(8, Meaning.NOT_UNIQUE),
            Map.entry(9, Meaning.NULL_KEY),
            Map.entry(12, Meaning.POLICY),
            Map.entry(14, Meaning.ETYPE),
            Map.entry(18, Meaning.REVOKED),
            Map.entry(23, Meaning.PASSWORD_EXPIRED),
            Map.entry(24, Meaning.WRONG_KEY),
            Map.entry(25, Meaning.ETYPE),
            Map.entry(29, Meaning.BUSY),
            Map.entry(31, Meaning.WRONG_KEY),
            Map.entry(32, Meaning.CLOCK),
            Map.entry(33, Meaning.CLOCK),
            Map.entry(37, Meaning.CLOCK),
            Map.entry(41, Meaning.TICKET_REJECTED),
            Map.entry(44, Meaning.WRONG_KEY),
            Map.entry(45, Meaning.WRONG_KEY),
            Map.entry(63, Meaning.NO_TRUST),
            Map.entry(68, Meaning.WRONG_REALM));

    private KerberosErrors() {}

    /**
     * Explains a failure.
     *
     * @param step what was tried, as the start of a sentence, for instance {@code "Login of svc@CORP.EXAMPLE"}
     */
    public static Problem explain(String step, Throwable failure) {
        return find(step, failure)
                .orElseGet(() -> new Problem(
                        ProblemType.KERBEROS_FAILED, step + " failed" + words(failure) + ".", FAILED_REMEDY));
    }

    /** Explains an error code of RFC 4120. */
    static Problem ofCode(String step, int code) {
        String failed = step + " failed with Kerberos error " + code;
        return Optional.ofNullable(BY_CODE.get(code))
                .map(meaning -> meaning.problem(failed))
                .orElseGet(() -> new Problem(ProblemType.KERBEROS_FAILED, failed + ".", FAILED_REMEDY));
    }

    /** Explains a failure if its cause is Kerberos. */
    public static Optional<Problem> find(String step, Throwable failure) {
        List<Throwable> chain = chain(failure);
        Collections.reverse(chain);
        for (Throwable link : chain) {
            Optional<Meaning> meaning = Optional.ofNullable(BY_CODE.get(code(link)));
            if (meaning.isPresent()) {
                return meaning.map(m -> m.problem(step + " failed with Kerberos error " + code(link)));
            }
        }
        return chain.stream()
                .flatMap(link -> Meaning.of(link).stream())
                .findFirst()
                .map(m -> m.problem(step + " failed"));
    }

    /** The error code of RFC 4120 that a failure names, its innermost cause first; empty if it names none. */
    public static OptionalInt codeOf(Throwable failure) {
        List<Throwable> chain = chain(failure);
        Collections.reverse(chain);
        return chain.stream()
                .mapToInt(KerberosErrors::code)
                .filter(code -> code != NONE)
                .findFirst();
    }

    private static int code(Throwable link) {
        Matcher matcher = CODE.matcher(message(link));
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : NONE;
    }

    private static List<Throwable> chain(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Throwable> chain = new ArrayList<>();
        for (Throwable link = failure; link != null && seen.add(link); link = link.getCause()) {
            chain.add(link);
        }
        return chain;
    }

    private static String message(Throwable link) {
        String message = link.getMessage();
        return message == null ? "" : message;
    }

    /** The innermost message; messages of GSS-API and Kerberos name no person but the service account. */
    private static String words(Throwable failure) {
        List<Throwable> chain = chain(failure);
        String innermost =
                message(chain.get(chain.size() - 1)).lines().findFirst().orElse("");
        return innermost.isBlank() ? "" : ": " + innermost.strip();
    }

    /** One row of the catalogue. */
    private enum Meaning {
        CLIENT_UNKNOWN(
                ProblemType.KERBEROS_CLIENT_UNKNOWN,
                "the realm has no such account: it was renamed or deleted, or it is of another realm",
                "Check the account's name and realm, then export the keytab again."),
        SERVER_UNKNOWN(
                ProblemType.KERBEROS_SERVER_UNKNOWN,
                "no account carries the service principal of this server",
                "Give the domain controller's full name, not an IP address, an alias or the domain's name."),
        NOT_UNIQUE(
                ProblemType.KERBEROS_NOT_UNIQUE,
                "two accounts carry the same principal name",
                "Find them with setspn -X, or by their userPrincipalName, and remove one."),
        NULL_KEY(
                ProblemType.KERBEROS_NO_KEY,
                "the account has no key",
                "Reset the account's password and export the keytab again."),
        POLICY(
                ProblemType.KERBEROS_POLICY,
                "a policy forbids the logon: logon hours, workstations, smart card, an authentication policy silo, or the"
                        + " domain requires Kerberos armoring (FAST), which Java doesn't support",
                "Allow the service account to log on from this machine at any time. If the KDCs' policy \"KDC support for"
                        + " claims, compound authentication and Kerberos armoring\" is \"Fail unarmored authentication"
                        + " requests\", set it to \"Always provide claims\" or \"Supported\"."),
        ETYPE(
                ProblemType.KERBEROS_ETYPE,
                "the account and the domain controller have no encryption type in common",
                "Allow AES on the account (msDS-SupportedEncryptionTypes 24), reset its password, export AES keys."),
        REVOKED(
                ProblemType.KERBEROS_ACCOUNT_REVOKED,
                "the account is disabled, expired or locked out",
                "Enable or unlock the account, or move its expiry date."),
        PASSWORD_EXPIRED(
                ProblemType.KERBEROS_PASSWORD_EXPIRED,
                "the account's password has expired or must be changed at the next logon",
                "Set a new password that doesn't expire, and export the keytab again."),
        WRONG_KEY(
                ProblemType.KERBEROS_WRONG_KEY,
                "the key in the keytab is not the account's: the password was changed after the export, or the salt differs",
                "Export the keytab again."),
        BUSY(ProblemType.KERBEROS_KDC_BUSY, "the KDC is busy", "Wait; if it lasts, look at the domain controller."),
        CLOCK(
                ProblemType.KERBEROS_CLOCK_SKEW,
                "the clocks of this machine and of the domain controller differ by more than five minutes",
                "Set this machine's clock by NTP from the domain controllers."),
        TICKET_REJECTED(
                ProblemType.KERBEROS_TICKET_REJECTED,
                "the server could not decrypt the ticket: its service principal is on the wrong account, or its password changed",
                "Find the account that carries the server's service principal with setspn -Q; it must be the server's own."),
        WRONG_REALM(
                ProblemType.KERBEROS_WRONG_REALM,
                "the account belongs to another realm",
                "Correct the realm of the connection, or the keytab."),
        NO_TRUST(
                ProblemType.KERBEROS_WRONG_REALM,
                "no trust leads from the account's realm to the server's, or the trust doesn't support AES",
                "Correct the keys \"domain\" and \"realm\" of the connection, or use an account of that domain. \"adcache"
                        + " doctor\" says whether the trust supports AES."),
        NO_KDC(
                ProblemType.KERBEROS_KDC_NOT_FOUND,
                "no KDC is known for the realm",
                "Check that the realm is spelt right and in upper case, and that DNS has _kerberos._tcp.<domain>; or name the KDCs with the key \"kdcs\"."),
        KDC_UNREACHABLE(
                ProblemType.KERBEROS_KDC_UNREACHABLE,
                "no KDC of the realm could be reached",
                "Open TCP port 88 of the domain controllers, or correct the key \"kdcs\"."),
        NO_KEY(
                ProblemType.KEYTAB_UNUSABLE,
                "the keytab had no usable key any more",
                "Look at it with the command \"adcache keytab\".");

        private final ProblemType type;
        private final String meaning;
        private final String remedy;

        Meaning(ProblemType type, String meaning, String remedy) {
            this.type = type;
            this.meaning = meaning;
            this.remedy = remedy;
        }

        Problem problem(String step) {
            return new Problem(type, step + ": " + meaning + ".", remedy);
        }

        static Optional<Meaning> of(Throwable link) {
            String text = message(link);
            if (text.contains("Cannot locate KDC") || text.contains("Cannot locate default realm")) {
                return Optional.of(NO_KDC);
            }
            if (link instanceof ConnectException
                    || link instanceof SocketTimeoutException
                    || link instanceof NoRouteToHostException
                    || link instanceof UnknownHostException
                    || link instanceof PortUnreachableException
                    || text.contains("Receive timed out")) {
                return Optional.of(KDC_UNREACHABLE);
            }
            if (text.contains("Unable to obtain password from user")) {
                return Optional.of(NO_KEY);
            }
            return text.contains("Clock skew too great") ? Optional.of(CLOCK) : Optional.empty();
        }
    }
}
