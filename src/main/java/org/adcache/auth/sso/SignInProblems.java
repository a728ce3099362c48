package org.adcache.auth.sso;

import org.adcache.account.CleanText;
import org.adcache.account.Problem;
import org.adcache.account.ProblemType;
import org.adcache.kerberos.negotiate.TicketHeader;

/** Reasons why someone can't sign in: a flat list. docs/troubleshooting.md explains each code. */
final class SignInProblems {
    private static final int LONGEST_NAME = 200;
    private static final String EXPORT_AGAIN =
            "Export the keytab of this service again, with AES keys, and replace the file http.sso.keytab; it is used"
                    + " within a second. People get a new ticket with \"klist purge\", or by signing out and in.";
    private static final String CLOCKS =
            "Set the clocks of this machine and of the client by NTP from the domain controllers.";

    private SignInProblems() {}

    static Problem tokenInvalid() {
        return new Problem(
                ProblemType.SSO_TOKEN_INVALID,
                "What the client sent after \"Negotiate\" is no Kerberos ticket of a kind that can be accepted.",
                "Sign in again. If it stays so, look for a proxy that changes or cuts the header Authorization.");
    }

    static Problem noKerberos() {
        return new Problem(
                ProblemType.SSO_NTLM,
                "The client sent NTLM instead of a Kerberos ticket.",
                "Open the address whose name has the service principal HTTP/name, not an IP address; register that name"
                        + " with setspn -S; list the site in the browser's policy for integrated authentication; the"
                        + " client must be signed in to a domain and reach a domain controller.");
    }

    static Problem replay() {
        return new Problem(
                ProblemType.SSO_REPLAY,
                "This ticket was used before: each token of a client is accepted once.",
                "Sign in again. If nobody has sent it twice, somebody may have recorded it: use HTTPS everywhere.");
    }

    static Problem foreignTicket(TicketHeader ticket) {
        return new Problem(
                ProblemType.SSO_FOREIGN_TICKET,
                "The ticket is for the service " + name(ticket) + ", which is not one of those of the keytab.",
                "Open the address whose name is in the keytab (\"adcache keytab FILE\" lists them), or add this service"
                        + " to the keytab http.sso.keytab.");
    }

    static Problem expired() {
        return new Problem(
                ProblemType.SSO_EXPIRED,
                "The ticket has expired.",
                "Lock and unlock the screen, or sign out and in. " + CLOCKS);
    }

    static Problem clock() {
        return new Problem(
                ProblemType.SSO_CLOCK,
                "The clocks of this machine and of the client differ by more than five minutes, or the ticket is not"
                        + " valid yet.",
                CLOCKS);
    }

    static Problem keyVersion(TicketHeader ticket) {
        return new Problem(
                ProblemType.SSO_KEY_VERSION,
                "The ticket for " + name(ticket) + " is encrypted with version "
                        + (ticket.keyVersion().isPresent() ? ticket.keyVersion().getAsLong() : "(unknown)")
                        + " of the key, which the keytab doesn't have: the password was changed after the export.",
                EXPORT_AGAIN);
    }

    static Problem keyMissing(TicketHeader ticket) {
        return new Problem(
                ProblemType.SSO_KEY_VERSION,
                "The ticket for " + name(ticket) + " is encrypted with " + ticket.encryptionType()
                        + ", and the keytab has no key of this type.",
                EXPORT_AGAIN);
    }

    static Problem wrongKey(TicketHeader ticket) {
        return new Problem(
                ProblemType.SSO_KEY_VERSION,
                "The key of " + name(ticket) + " in the keytab doesn't open the ticket, although its version is right:"
                        + " another account has the service principal now, or the ticket was changed on its way.",
                "Find the account with setspn -Q. " + EXPORT_AGAIN);
    }

    static Problem rc4(TicketHeader ticket) {
        return new Problem(
                ProblemType.SSO_RC4,
                "The ticket for " + name(ticket) + " is encrypted with " + ticket.encryptionType()
                        + ", which is not accepted.",
                "Allow AES on the account of the service (msDS-SupportedEncryptionTypes 24), reset its password. "
                        + EXPORT_AGAIN);
    }

    static Problem accountUnknown(String realm) {
        return new Problem(
                ProblemType.SSO_ACCOUNT_UNKNOWN,
                "The account of the ticket is not in the cache of the domain " + CleanText.line(realm, LONGEST_NAME)
                        + ".",
                "A new account is there after the next sync. Check that a connection reads this domain, and that the"
                        + " account lies in its search base.");
    }

    static Problem ambiguous() {
        return new Problem(
                ProblemType.SSO_ACCOUNT_UNKNOWN,
                "Several accounts of the cache have the name of the ticket.",
                "GET /v1/duplicates lists them; rename one.");
    }

    static Problem accountDisabled() {
        return new Problem(
                ProblemType.SSO_ACCOUNT_DISABLED,
                "The account is disabled.",
                "Enable it in the directory; the next sync brings it back.");
    }

    static Problem accountExpired() {
        return new Problem(
                ProblemType.SSO_ACCOUNT_DISABLED,
                "The account has expired.",
                "Move its expiry date in the directory; the next sync brings it back.");
    }

    static Problem disabledUnreadable() {
        return new Problem(
                ProblemType.SSO_ACCOUNT_DISABLED,
                "Whether the account is disabled can't be read, so it may not sign in.",
                "Let the connection's service account read userAccountControl; \"adcache doctor\" says how.");
    }

    static Problem expiryUnreadable() {
        return new Problem(
                ProblemType.SSO_ACCOUNT_DISABLED,
                "Whether the account has expired can't be read, so it may not sign in.",
                "Let the connection's service account read accountExpires; \"adcache doctor\" says how.");
    }

    static Problem keytabUnusable(Problem cause) {
        return new Problem(ProblemType.SSO_UNAVAILABLE, cause.detail(), cause.remedy());
    }

    static Problem replaysUnknown() {
        return new Problem(
                ProblemType.SSO_UNAVAILABLE,
                "Which tickets were used before the start is not known, because the file " + ReplayCache.FILE
                        + " in the data folder is damaged.",
                "Nothing: eleven minutes after the start no ticket from before is valid any more. Tokens work meanwhile.");
    }

    static Problem replayNotRecorded(Problem cause) {
        return new Problem(
                ProblemType.SSO_UNAVAILABLE,
                "It can't be recorded that the ticket is used. " + cause.detail(),
                cause.remedy());
    }

    static Problem tooMany() {
        return new Problem(
                ProblemType.SSO_UNAVAILABLE,
                "More people sign in than can be recorded.",
                "Wait some minutes; look in the audit log for who signs in so often.");
    }

    private static String name(TicketHeader ticket) {
        return CleanText.line(ticket.principal(), LONGEST_NAME);
    }
}
