package org.adcache.auth.sso;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.kerberos.ServiceKeys;

/**
 * Single sign-on of people with their Kerberos ticket, whose account and groups are then looked up in the cache. While the
 * cache can't be used no ticket is looked at. Thread-safe; waits for the disk, never for the network.
 */
public final class SingleSignOn {
    private final ServiceKeys keys;
    private final ReplayCache replays;
    private final SpnegoAcceptor acceptor;
    private volatile Roles roles;

    /** @param dataFolder in which it is recorded which tickets were used */
    public SingleSignOn(SingleSignOnConfig config, Roles roles, Path dataFolder, Clock clock) {
        this.keys = new ServiceKeys(config.keytab(), config.principal(), clock);
        this.replays = ReplayCache.open(dataFolder, clock);
        this.acceptor = new SpnegoAcceptor(keys, replays);
        this.roles = roles;
    }

    /**
     * Signs in with a token of a client.
     *
     * @param token what follows {@code Negotiate}, decoded
     * @throws ProblemException of a type {@code sso-…}
     */
    public SignInResult signIn(byte[] token) throws ProblemException {
        Optional<Admission.Unavailable> unavailable = roles.unavailable();
        if (unavailable.isPresent()) {
            return new SignInResult.Unavailable(unavailable.get());
        }
        SpnegoAcceptor.Step step = acceptor.accept(token);
        if (step instanceof SpnegoAcceptor.Step.Incomplete incomplete) {
            return incomplete.result();
        }
        SpnegoAcceptor.Step.Established established = (SpnegoAcceptor.Step.Established) step;
        Admission admission = roles.of(established.principal());
        return admission instanceof Person person
                ? new SignInResult.Complete(person, established.reply())
                : new SignInResult.Unavailable((Admission.Unavailable) admission);
    }

    /** Changes the roles, for sessions that are open too. */
    public void grant(Roles others) {
        roles = others;
    }

    /** The names of the services whose tickets are accepted now; none if the keytab has never been usable. */
    public List<String> services() {
        try {
            return keys.current().stream()
                    .map(key -> key.entry().principal())
                    .distinct()
                    .sorted()
                    .toList();
        } catch (ProblemException e) {
            return List.of();
        }
    }

    public Roles roles() {
        return roles;
    }

    /** Why nobody can sign in, or what will be wrong after a restart: a keytab or a file of the data folder. */
    public Optional<Problem> damage() {
        Optional<Problem> ofKeytab = keys.damage();
        return ofKeytab.isPresent() ? ofKeytab : replays.damage();
    }
}
