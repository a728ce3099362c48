package org.adcache.http.access;

import java.net.InetAddress;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.adcache.account.ProblemException;
import org.adcache.auth.Authenticator;
import org.adcache.auth.CacheUnavailableException;
import org.adcache.auth.Credentials;
import org.adcache.auth.NotAdmittedException;
import org.adcache.auth.Principal;
import org.adcache.auth.session.Sessions;
import org.adcache.auth.sso.Person;
import org.adcache.auth.sso.PersonOrigin;
import org.adcache.auth.sso.SignInResult;
import org.adcache.auth.sso.SingleSignOn;
import org.adcache.http.BufferedResponse;
import org.adcache.http.problem.HttpProblem;
import org.adcache.http.problem.ProblemKind;

/** Sign-in with the header {@code Authorization: Negotiate} (RFC 4559), on the routes that are for it. */
public final class Negotiation {
    private static final String HEADER = "WWW-Authenticate";
    private static final String SCHEME = "negotiate";
    private static final String CHALLENGE = "Negotiate";

    private final Optional<SingleSignOn> signOn;

    Negotiation(Optional<SingleSignOn> signOn) {
        this.signOn = signOn;
    }

    /** Whether a request brings a ticket, or what a client takes for one. */
    public static boolean isTried(Credentials credentials) {
        return credentials
                .authorization()
                .map(value -> value.strip().toLowerCase(Locale.ROOT))
                .filter(value -> value.equals(SCHEME) || value.startsWith(SCHEME + " "))
                .isPresent();
    }

    boolean isConfigured() {
        return signOn.isPresent();
    }

    /** The answer to a request without any credential. */
    static HttpProblem challenge() {
        return new HttpProblem(ProblemKind.UNAUTHORIZED, "Sign in with a Kerberos ticket, or send a token.")
                .remedy("curl: --negotiate -u : after kinit. A browser sends a ticket if its policy lists this site.")
                .header(HEADER, CHALLENGE);
    }

    /**
     * Signs in with the ticket of a request.
     *
     * @throws HttpProblem if it is refused, or if the client has to send another token
     */
    SignInResult.Complete signIn(Credentials credentials) {
        SingleSignOn configured =
                signOn.orElseThrow(() -> new HttpProblem(ProblemKind.UNAUTHORIZED, "Single sign-on is not configured.")
                        .remedy("Set http.sso.keytab, or send a token.")
                        .header(HEADER, "Bearer realm=\"adcache\""));
        try {
            SignInResult result = configured.signIn(token(credentials));
            if (result instanceof SignInResult.Continue next) {
                throw new HttpProblem(ProblemKind.UNAUTHORIZED, "The client has to send its Kerberos ticket now.")
                        .header(HEADER, reply(next.reply()));
            }
            if (result instanceof SignInResult.Unavailable unavailable) {
                throw new CacheUnavailableException(
                        unavailable.reason().reason(), unavailable.reason().freshness());
            }
            return (SignInResult.Complete) result;
        } catch (ProblemException e) {
            throw NotAdmittedException.ofTicket(e.problem());
        }
    }

    /** Opens a session for a person who has signed in; their roles are those of the configuration, also later. */
    Sessions.Opened openSession(Person person, Authenticator authenticator, Optional<InetAddress> from) {
        PersonOrigin origin = new PersonOrigin(person, signOn.orElseThrow()::roles);
        return authenticator.openSession(Principal.of(person), origin, from);
    }

    /** The answer with the proof that this is the service that the client wanted. */
    static BufferedResponse withReply(SignInResult.Complete signedIn, BufferedResponse answer) {
        return signedIn.reply().isPresent()
                ? answer.header(HEADER, reply(signedIn.reply().get()))
                : answer;
    }

    private static String reply(byte[] token) {
        return CHALLENGE + " " + Base64.getEncoder().encodeToString(token);
    }

    private static byte[] token(Credentials credentials) {
        String value = credentials.authorization().orElse("").strip();
        try {
            return Base64.getDecoder()
                    .decode(value.substring(Math.min(value.length(), SCHEME.length()))
                            .strip());
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
