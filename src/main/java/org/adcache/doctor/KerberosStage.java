package org.adcache.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.directory.DirectoryConfig;
import org.adcache.directory.connect.ControllerKdcs;
import org.adcache.directory.connect.Deadline;
import org.adcache.directory.connect.DomainProbe;
import org.adcache.directory.connect.TimedLogin;
import org.adcache.kerberos.ActionException;
import org.adcache.kerberos.KdcProbe;
import org.adcache.kerberos.KerberosErrors;
import org.adcache.kerberos.KerberosLogin;
import org.adcache.kerberos.KeytabEntry;
import org.adcache.kerberos.TrustProbe;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSException;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.GSSName;
import org.ietf.jgss.Oid;

/** Stage that logs in and then fetches a ticket for the server's LDAP service. */
final class KerberosStage {
    private static final String KERBEROS = "1.2.840.113554.1.2.2";
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final DirectoryConfig config;
    private final KerberosLogin login;
    private final List<String> kdcs;
    private final Deadline deadline;

    /** @param kdcs of the account's realm */
    KerberosStage(DirectoryConfig config, KerberosLogin login, List<String> kdcs, Deadline deadline) {
        this.config = config;
        this.login = login;
        this.kdcs = kdcs;
        this.deadline = deadline;
    }

    /** Returns the expiry of the ticket. */
    StageResult<Instant> examine(KeytabStage.ServiceKeys credentials, KdcProbe.Answer kdc, TlsStage.Connected server)
            throws ProblemException {
        if (kdc.refusal().isPresent()) {
            throw new ProblemException(kdc.refusal().get());
        }
        String keys = compared(credentials, kdc);
        try {
            return StageResult.of(logIn(server), granted(credentials, server) + ' ' + keys);
        } catch (ProblemException e) {
            throw examined(e, keys, server);
        }
    }

    private Instant logIn(TlsStage.Connected server) throws ProblemException {
        new ControllerKdcs(config).offer(login, server.server(), server.others());
        TimedLogin timed = new TimedLogin(login, deadline);
        String service = "ldap@" + server.server().host();
        try {
            timed.call(() -> "logged in");
            return timed.call(() -> {
                ticketFor(service);
                return login.ticketEnd().orElseThrow();
            });
        } catch (ActionException e) {
            throw new ProblemException(
                    KerberosErrors.explain("Asking for the ticket for " + principal(server), e.getCause()), e);
        }
    }

    /** Initialising a context fetches the ticket; the token is not sent. */
    private static void ticketFor(String service) throws GSSException {
        GSSManager manager = GSSManager.getInstance();
        Oid kerberos = new Oid(KERBEROS);
        GSSContext context = manager.createContext(
                manager.createName(service, GSSName.NT_HOSTBASED_SERVICE), kerberos, null, GSSContext.DEFAULT_LIFETIME);
        try {
            context.requestMutualAuth(true);
            context.initSecContext(new byte[0], 0, 0);
        } finally {
            context.dispose();
        }
    }

    private String granted(KeytabStage.ServiceKeys credentials, TlsStage.Connected server) {
        return "Logged in as " + credentials.principal()
                + login.ticketEnd().map(end -> ", ticket until " + end).orElse("") + "; ticket for "
                + principal(server) + " granted.";
    }

    private String principal(TlsStage.Connected server) {
        return "ldap/" + server.server().host() + '@' + config.realm();
    }

    /** Comparison of the account's keys at the KDC with those of the keytab. */
    private static String compared(KeytabStage.ServiceKeys credentials, KdcProbe.Answer kdc) throws ProblemException {
        if (kdc.keys().isEmpty()) {
            return "The keytab has " + described(credentials.keys()) + '.';
        }
        boolean common = kdc.keys().stream()
                .anyMatch(key -> credentials.keys().stream()
                        .anyMatch(entry -> entry.encryptionType().equals(key.type())
                                && entry.encryptionType().isAes()));
        String wanted = kdc.keys().stream()
                .map(key -> key.type().label()
                        + key.salt().map(salt -> " with salt " + salt).orElse(""))
                .collect(Collectors.joining(", "));
        String both = "The KDC wants " + wanted
                + kdc.keyVersion().map(version -> " of version " + version).orElse("") + "; the keytab has "
                + described(credentials.keys()) + '.';
        if (!common) {
            throw new ProblemException(
                    new Problem(
                            ProblemType.KERBEROS_ETYPE,
                            "The keytab has no key of a type that the KDC wants for " + credentials.principal() + ". "
                                    + both,
                            "Allow AES on the account (msDS-SupportedEncryptionTypes 24), reset its password, export AES keys."));
        }
        return both;
    }

    private static String described(List<KeytabEntry> keys) {
        return keys.stream()
                .map(key -> key.encryptionType().label() + " of version " + key.keyVersion() + " written "
                        + key.timestamp())
                .collect(Collectors.joining(", "));
    }

    /** Adds what the KDC and the server reveal without a login and may explain the failure. */
    private ProblemException examined(ProblemException failure, String keys, TlsStage.Connected server) {
        Problem problem = failure.problem();
        return switch (problem.type()) {
            case KERBEROS_WRONG_KEY ->
                new ProblemException(
                        new Problem(problem.type(), problem.detail() + ' ' + keys, problem.remedy()), failure);
            case KERBEROS_SERVER_UNKNOWN, KERBEROS_WRONG_REALM -> {
                Optional<Problem> wrongDomain =
                        new DomainProbe(config, server.connection(), server.server(), deadline).wrongDomain();
                yield wrongDomain
                        .or(() -> new TrustProbe(login, deadline.clock())
                                .refusal(kdcs, config.realm(), deadline.atMost(TIMEOUT)))
                        .map(better -> new ProblemException(better, failure))
                        .orElse(failure);
            }
            default -> failure;
        };
    }
}
