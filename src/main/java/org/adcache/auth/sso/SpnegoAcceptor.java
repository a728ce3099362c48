package org.adcache.auth.sso;

import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import javax.security.auth.Subject;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.kerberos.KerberosErrors;
import org.adcache.kerberos.ServiceKey;
import org.adcache.kerberos.ServiceKeys;
import org.adcache.kerberos.negotiate.NegotiateToken;
import org.adcache.kerberos.negotiate.TicketHeader;
import org.adcache.kerberos.negotiate.TokenFormatException;
import org.adcache.lookup.principal.PrincipalName;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSCredential;
import org.ietf.jgss.GSSException;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.Oid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Acceptor of SPNEGO and Kerberos tokens on JGSS, with the keys of several services and realms. It needs neither a KDC nor
 * anything of krb5.conf, and keeps nothing between the tokens of a client. The unencrypted header of a ticket chooses
 * the key: JGSS gets that one alone, and reports "Checksum failed" for whatever is wrong with it.
 */
final class SpnegoAcceptor {
    private static final Logger log = LoggerFactory.getLogger(SpnegoAcceptor.class);
    private static final int LONGEST_TOKEN = 64 * 1024;
    private static final int TICKET_EXPIRED = 32;
    private static final int TICKET_NOT_YET_VALID = 33;
    private static final int REPLAY = 34;
    private static final int CLOCK_SKEW = 37;

    private final ServiceKeys keys;
    private final ReplayCache replays;
    private final Oid kerberos;

    SpnegoAcceptor(ServiceKeys keys, ReplayCache replays) {
        this.keys = keys;
        this.replays = replays;
        try {
            this.kerberos = new Oid("1.2.840.113554.1.2.2");
        } catch (GSSException e) {
            throw new IllegalStateException("it is an object identifier", e);
        }
    }

    /** Result of one token. */
    sealed interface Step {
        /** The client is authenticated. */
        record Established(PrincipalName principal, Optional<byte[]> reply) implements Step {}

        /** The client has to send another token, as it offered another mechanism before Kerberos. */
        record Incomplete(SignInResult.Continue result) implements Step {}
    }

    /** The key for a ticket. */
    private record Choice(ServiceKey key, boolean exactVersion) {}

    /**
     * Accepts a token of a client.
     *
     * @throws ProblemException of a type {@code sso-…}
     */
    Step accept(byte[] token) throws ProblemException {
        NegotiateToken parsed = parse(token);
        if (parsed instanceof NegotiateToken.KerberosLater later) {
            return new Step.Incomplete(new SignInResult.Continue(later.reply()));
        }
        if (!(parsed instanceof NegotiateToken.Ticket ticket)) {
            throw new ProblemException(SignInProblems.noKerberos());
        }
        return accept(ticket, choose(ticket.header(), all()));
    }

    private Step accept(NegotiateToken.Ticket ticket, Choice choice) throws ProblemException {
        try {
            Subject subject = new Subject(
                    true,
                    Set.of(),
                    Set.of(),
                    Set.of(choice.key().as(ticket.header().principal())));
            Step.Established step = as(subject, () -> accepted(ticket));
            replays.use(ticket.header().authenticatorSha256());
            return step;
        } catch (GSSException | IllegalArgumentException e) {
            log.debug("a ticket was refused", e);
            throw new ProblemException(refusal(ticket.header(), choice, e), e);
        }
    }

    private Step.Established accepted(NegotiateToken.Ticket ticket) throws GSSException {
        GSSManager manager = GSSManager.getInstance();
        GSSContext context = manager.createContext(
                manager.createCredential(null, GSSCredential.INDEFINITE_LIFETIME, kerberos, GSSCredential.ACCEPT_ONLY));
        try {
            byte[] token = ticket.kerberos();
            Optional<byte[]> reply = Optional.ofNullable(context.acceptSecContext(token, 0, token.length));
            if (!context.isEstablished()) {
                throw new IllegalArgumentException("Kerberos wants another token");
            }
            return new Step.Established(PrincipalName.parse(context.getSrcName().toString()), ticket.reply(reply));
        } finally {
            context.dispose();
        }
    }

    private static NegotiateToken parse(byte[] token) throws ProblemException {
        if (token.length > LONGEST_TOKEN) {
            throw new ProblemException(SignInProblems.tokenInvalid());
        }
        try {
            return NegotiateToken.parse(token);
        } catch (TokenFormatException e) {
            throw new ProblemException(SignInProblems.tokenInvalid(), e);
        }
    }

    private List<ServiceKey> all() throws ProblemException {
        try {
            return keys.current();
        } catch (ProblemException e) {
            throw new ProblemException(SignInProblems.keytabUnusable(e.problem()), e);
        }
    }

    private static Choice choose(TicketHeader ticket, List<ServiceKey> all) throws ProblemException {
        if (!ticket.encryptionType().isAes()) {
            throw new ProblemException(SignInProblems.rc4(ticket));
        }
        List<ServiceKey> ofService = all.stream()
                .filter(key -> key.entry().principal().equalsIgnoreCase(ticket.principal()))
                .toList();
        if (ofService.isEmpty()) {
            throw new ProblemException(SignInProblems.foreignTicket(ticket));
        }
        List<ServiceKey> ofType = ofService.stream()
                .filter(key -> key.entry().encryptionType().equals(ticket.encryptionType()))
                .toList();
        if (ofType.isEmpty()) {
            throw new ProblemException(SignInProblems.keyMissing(ticket));
        }
        ServiceKey best = ofType.get(0);
        for (ServiceKey key : ofType) {
            if (ticket.keyVersion().equals(OptionalLong.of(key.entry().keyVersion()))) {
                return new Choice(key, true);
            }
            best = key.entry().keyVersion() > best.entry().keyVersion() ? key : best;
        }
        // A keytab may have a wrong version and the right key: ktpass writes 1 where it isn't told another.
        return new Choice(best, ticket.keyVersion().isEmpty());
    }

    private static Problem refusal(TicketHeader ticket, Choice choice, Exception failure) {
        int code = KerberosErrors.codeOf(failure).orElse(0);
        String message = String.valueOf(failure.getMessage());
        if (message.contains("Checksum failed")) {
            return choice.exactVersion() ? SignInProblems.wrongKey(ticket) : SignInProblems.keyVersion(ticket);
        }
        if (message.contains("not supported/enabled")) {
            return SignInProblems.rc4(ticket);
        }
        return switch (code) {
            case TICKET_EXPIRED -> SignInProblems.expired();
            case TICKET_NOT_YET_VALID, CLOCK_SKEW -> SignInProblems.clock();
            case REPLAY -> SignInProblems.replay();
            default -> SignInProblems.tokenInvalid();
        };
    }

    private static <T> T as(Subject subject, PrivilegedExceptionAction<T> action) throws GSSException {
        try {
            return Subject.doAs(subject, action);
        } catch (PrivilegedActionException e) {
            if (e.getException() instanceof GSSException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getException());
        } catch (RuntimeException e) {
            // JGSS throws arbitrary runtime exceptions on malformed tokens.
            throw new IllegalArgumentException(e);
        }
    }
}
