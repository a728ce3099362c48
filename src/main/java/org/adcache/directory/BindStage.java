package org.adcache.directory;

import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.kerberos.KerberosLogin;

/** The bind, as a sync makes it. */
final class BindStage {
    private final DirectoryConfig config;
    private final KerberosLogin login;
    private final Deadline deadline;

    BindStage(DirectoryConfig config, KerberosLogin login, Deadline deadline) {
        this.config = config;
        this.login = login;
        this.deadline = deadline;
    }

    Finding<ServerAddress> examine(KeytabStage.Credentials credentials, TlsStage.Connected server)
            throws ProblemException {
        try {
            new Binder(config, login, deadline.clock()).bind(server.connection(), server.server(), deadline);
        } catch (ProblemException e) {
            throw e.problem().type().equals("ldap-channel-binding") ? withOneRemedy(e) : e;
        }
        return Finding.of(
                server.server(),
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
