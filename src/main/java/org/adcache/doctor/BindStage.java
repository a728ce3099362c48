package org.adcache.doctor;

import java.util.ArrayList;
import java.util.List;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.directory.DirectoryConfig;
import org.adcache.directory.connect.Binder;
import org.adcache.directory.connect.Deadline;
import org.adcache.directory.connect.ServerUnavailable;
import org.adcache.kerberos.KerberosLogin;

/** Stage that binds as a sync does. */
final class BindStage {
    private final DirectoryConfig config;
    private final KerberosLogin login;
    private final Deadline deadline;
    private final TlsStage tls;

    BindStage(DirectoryConfig config, KerberosLogin login, Deadline deadline, TlsStage tls) {
        this.config = config;
        this.login = login;
        this.deadline = deadline;
        this.tls = tls;
    }

    /** Returns the server that accepted the bind, which need not be the first one tried. */
    StageResult<TlsStage.Connected> examine(KeytabStage.ServiceKeys credentials, TlsStage.Connected first)
            throws ProblemException {
        return onFirstAvailable(first, server -> bound(credentials, server));
    }

    /** Work of a stage at one server. */
    @FunctionalInterface
    interface Work<T> {
        StageResult<T> at(TlsStage.Connected server) throws ProblemException;
    }

    /** Runs a stage at this server or, where it is unavailable, at the next reachable one that can be bound to. */
    <T> StageResult<T> orOnTheNext(TlsStage.Connected bound, Work<T> work) throws ProblemException {
        return onFirstAvailable(bound, server -> {
            if (!server.equals(bound)) {
                bind(server);
            }
            return work.at(server);
        });
    }

    /** As in a sync, the next server is tried unless the account itself is the problem. */
    private <T> StageResult<T> onFirstAvailable(TlsStage.Connected first, Work<T> work) throws ProblemException {
        List<ServerUnavailable> failures = new ArrayList<>();
        TlsStage.Connected server = first;
        while (true) {
            try {
                return work.at(server).withFailures(failures);
            } catch (ServerUnavailable e) {
                failures.add(e);
                server = tls.connect(server.others(), failures);
            }
        }
    }

    private void bind(TlsStage.Connected server) throws ProblemException {
        new Binder(config, login, deadline.clock()).bind(server.connection(), server.server(), deadline);
    }

    private StageResult<TlsStage.Connected> bound(KeytabStage.ServiceKeys credentials, TlsStage.Connected server)
            throws ProblemException {
        try {
            bind(server);
        } catch (ProblemException e) {
            throw e.problem().type() == ProblemType.LDAP_CHANNEL_BINDING ? withOneRemedy(e) : e;
        }
        return StageResult.of(
                server,
                server.server() + " accepted " + credentials.principal() + " by SASL GSSAPI and proved itself"
                        + (config.tls().channelBinding()
                                ? ", with the channel binding."
                                : ", without channel binding."));
    }

    private ProblemException withOneRemedy(ProblemException refusal) {
        Problem problem = refusal.problem();
        String remedy = config.tls().channelBinding()
                ? "Something between here and the domain controller ends TLS with a certificate of its own: connect to the"
                        + " domain controller itself."
                : "Set tls.channel-binding = auto: the server demands the channel binding, and it is switched off.";
        return new ProblemException(new Problem(problem.type(), problem.detail(), remedy), refusal);
    }
}
