package org.adcache.doctor;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import java.time.Duration;
import org.adcache.account.DistinguishedName;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.directory.DirectoryConfig;
import org.adcache.directory.connect.Deadline;
import org.adcache.directory.connect.DomainProbe;
import org.adcache.directory.connect.LdapProblems;

/** Stage that probes the server's domain and checks that the search base exists. */
final class BaseStage {
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final DirectoryConfig config;
    private final Deadline deadline;
    private final BindStage bind;

    BaseStage(DirectoryConfig config, Deadline deadline, BindStage bind) {
        this.config = config;
        this.deadline = deadline;
        this.bind = bind;
    }

    /**
     * The search base, and the server and domain that it is on.
     *
     * @param account the service account as commands for administrators name it, {@code CORP\\svc-adcache}
     */
    record SearchBase(TlsStage.Connected server, String searchBase, DomainProbe.ProbedDomain found, String account) {}

    StageResult<SearchBase> examine(KeytabStage.ServiceKeys credentials, TlsStage.Connected bound)
            throws ProblemException {
        return bind.orOnTheNext(bound, server -> examineAt(credentials, server));
    }

    private StageResult<SearchBase> examineAt(KeytabStage.ServiceKeys credentials, TlsStage.Connected server)
            throws ProblemException {
        DomainProbe probe = new DomainProbe(config, server.connection(), server.server(), deadline);
        DomainProbe.ProbedDomain found = probe.probe();
        String context = found.namingContext();
        String base = config.searchBase().orElse(context);
        String key = new DistinguishedName(base).key();
        String contextKey = new DistinguishedName(context).key();
        if (!key.equals(contextKey) && !key.endsWith(',' + contextKey)) {
            throw new ProblemException(new Problem(
                    ProblemType.LDAP_SEARCH_BASE_OUTSIDE,
                    "The search base " + base + " does not lie in " + context + ", the domain that " + server.server()
                            + " holds.",
                    "Correct the key \"search-base\"; another domain needs a connection of its own."));
        }
        checkReadable(server, base);
        return StageResult.of(
                new SearchBase(server, base, found, probe.accountName(found, credentials.principal())),
                base + (key.equals(contextKey) ? " is the whole domain " : " lies in the domain ") + context
                        + " (NetBIOS name " + found.domain().netbiosName() + ") and can be read.");
    }

    private void checkReadable(TlsStage.Connected server, String base) throws ProblemException {
        SearchRequest request =
                new SearchRequest(base, SearchScope.BASE, Filter.createPresenceFilter("objectClass"), "objectClass");
        request.setResponseTimeoutMillis(deadline.millisAtMost(ANSWER));
        try {
            if (server.connection().search(request).getEntryCount() != 1) {
                throw missing(server, base);
            }
        } catch (LDAPException e) {
            throw e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT)
                            || e.getResultCode().equals(ResultCode.REFERRAL)
                            || e.getResultCode().equals(ResultCode.INVALID_DN_SYNTAX)
                    ? missing(server, base)
                    : LdapProblems.of("Reading " + base, server.server().toString(), e);
        }
    }

    private ProblemException missing(TlsStage.Connected server, String base) {
        return new ProblemException(new Problem(
                ProblemType.LDAP_SEARCH_BASE_MISSING,
                "The search base " + base + " does not exist in " + config.domain() + " at " + server.server()
                        + ", or the service account may not see it.",
                "Correct the key \"search-base\", or grant the service account List contents there."));
    }
}
