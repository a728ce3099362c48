package org.adcache.doctor;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.directory.DirectoryConfig;
import org.adcache.directory.connect.ChannelBinding;
import org.adcache.directory.connect.Connector;
import org.adcache.directory.connect.Deadline;
import org.adcache.directory.connect.GssapiBind;
import org.adcache.directory.connect.LdapProblems;
import org.adcache.directory.connect.TimedLogin;
import org.adcache.kerberos.ActionException;
import org.adcache.kerberos.KerberosLogin;

/**
 * Stage that checks channel binding: whether the bind carried it, and whether the server requires it, by a second bind
 * with the opposite setting. It uses the same ticket and tries no key, so its rejection doesn't count towards a
 * lockout.
 */
final class ChannelBindingStage {
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final DirectoryConfig config;
    private final KerberosLogin login;
    private final Deadline deadline;
    private final DoctorRun owner;

    ChannelBindingStage(DirectoryConfig config, KerberosLogin login, Deadline deadline, DoctorRun owner) {
        this.config = config;
        this.login = login;
        this.deadline = deadline;
        this.owner = owner;
    }

    /** Returns whether the first bind carried the channel binding. */
    StageResult<Boolean> examine(TlsStage.Connected server) throws ProblemException {
        boolean sent = config.tls().channelBinding();
        Optional<Problem> refusal = bindTheOtherWay(server, sent);
        boolean refused = refusal.filter(problem -> problem.type() == ProblemType.LDAP_CHANNEL_BINDING)
                .isPresent();
        String other = refusal.isEmpty()
                ? "accepted"
                : refused
                        ? "refused"
                        : "left without an answer (" + refusal.get().type() + ')';
        String detail = sent
                ? "The channel binding was sent; a second bind without one was " + other
                        + (refused ? ", so the server demands it." : ".")
                : "No channel binding was sent, because tls.channel-binding is off; a second bind with one was " + other
                        + (refusal.isEmpty() ? ": auto works here, and is safer." : ".");
        return StageResult.of(sent, detail);
    }

    private Optional<Problem> bindTheOtherWay(TlsStage.Connected server, boolean sent) {
        try (LDAPConnection second = owner.owned(new Connector(config).connect(server.server(), deadline))) {
            Optional<byte[]> token = sent
                    ? Optional.empty()
                    : Optional.of(ChannelBinding.endPoint(
                            (X509Certificate) second.getSSLSession().getPeerCertificates()[0]));
            GssapiBind request = new GssapiBind(server.server().host(), token, deadline.millisAtMost(ANSWER));
            new TimedLogin(login, deadline).call(() -> second.bind(request));
            return Optional.empty();
        } catch (ActionException e) {
            return Optional.of(
                    e.getCause() instanceof LDAPException answer
                            ? LdapProblems.of("The bind", server.server().toString(), answer)
                                    .problem()
                            : new Problem(ProblemType.LDAP_FAILED, "The second bind failed.", "Try again."));
        } catch (ProblemException e) {
            return Optional.of(e.problem());
        } catch (SSLPeerUnverifiedException e) {
            return Optional.of(new Problem(ProblemType.TLS_FAILED, "The server shows no certificate.", "Try again."));
        }
    }
}
