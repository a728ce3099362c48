package org.adcache.doctor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.directory.DirectoryConfig;
import org.adcache.directory.ServerAddress;
import org.adcache.directory.connect.ControllerKdcs;
import org.adcache.directory.controllers.SrvLookup;
import org.adcache.directory.controllers.SrvRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** KDCs of the service account: those of its own realm, which may be that of another domain of the forest. */
final class AccountKdcs {
    private static final Logger log = LoggerFactory.getLogger(AccountKdcs.class);

    private final DirectoryConfig config;
    private final String realm;
    private final SrvLookup dns;
    private final Function<String, List<String>> known;

    /**
     * @param principal of the account; empty if it isn't known
     * @param known the KDCs that other connections name for a realm
     */
    AccountKdcs(
            DirectoryConfig config, Optional<String> principal, SrvLookup dns, Function<String, List<String>> known) {
        this.config = config;
        this.realm =
                principal.map(name -> name.substring(name.lastIndexOf('@') + 1)).orElse(config.realm());
        this.dns = dns;
        this.known = known;
    }

    /**
     * The KDCs, each {@code host} or {@code host:port}; empty if none is known.
     *
     * @param servers that a sync tries, which are the KDCs of their domain
     * @param facts to which their origin is added
     * @throws ProblemException if none is known
     */
    List<String> find(List<ServerAddress> servers, List<String> facts) throws ProblemException {
        List<String> controllers = new ControllerKdcs(config).of(servers);
        if (!realm.equalsIgnoreCase(config.realm())) {
            if (config.kdcs().isEmpty() && controllers.isEmpty()) {
                // The ticket for the domain's own services comes from its own KDCs.
                listed(config.realm());
            }
            List<String> foreign = known.apply(realm);
            List<String> kdcs = foreign.isEmpty() ? listed(realm) : foreign;
            facts.add("KDCs of the account's realm " + realm + ": " + String.join(", ", kdcs));
            return kdcs;
        }
        if (!config.kdcs().isEmpty()) {
            facts.add("KDCs from the configuration: " + String.join(", ", config.kdcs()));
            return config.kdcs();
        }
        if (!controllers.isEmpty()) {
            facts.add("KDCs: the domain controllers " + String.join(", ", controllers));
            return withListed(controllers);
        }
        List<String> kdcs = listed(realm);
        facts.add("KDCs: " + String.join(", ", kdcs));
        return kdcs;
    }

    /** The domain controllers, then the KDCs that DNS lists, which a login tries if none of the former answers. */
    private List<String> withListed(List<String> controllers) {
        List<String> all = new ArrayList<>(controllers);
        try {
            listed(realm).stream()
                    .filter(kdc -> !controllers.contains(kdc.replaceAll(":88$", "")))
                    .forEach(all::add);
        } catch (ProblemException e) {
            log.debug("only the domain controllers are known as KDCs", e);
        }
        return all;
    }

    /** The KDCs that DNS lists for a realm, at least one. */
    private List<String> listed(String ofRealm) throws ProblemException {
        String domain = ofRealm.toLowerCase(Locale.ROOT);
        for (String protocol : List.of("_tcp.", "_udp.")) {
            List<SrvRecord> records = lookup("_kerberos." + protocol + domain);
            if (!records.isEmpty()) {
                return records.stream()
                        .sorted(Comparator.comparingInt(SrvRecord::priority))
                        .map(record -> record.host() + ':' + record.port())
                        .distinct()
                        .toList();
            }
        }
        throw new ProblemException(new Problem(
                ProblemType.KERBEROS_KDC_NOT_FOUND,
                "DNS lists no KDC of the realm " + ofRealm + ": there is no _kerberos._tcp." + domain + '.',
                ofRealm.equalsIgnoreCase(config.realm())
                        ? "Check the key \"realm\", let this machine ask the domain's DNS servers, or name the KDCs with the"
                                + " key \"kdcs\"."
                        : "Let this machine ask the DNS servers of the account's domain, or use an account of "
                                + config.domain() + '.'));
    }

    private List<SrvRecord> lookup(String name) throws ProblemException {
        try {
            return dns.lookup(name);
        } catch (NameNotFoundException e) {
            return List.of();
        } catch (NamingException e) {
            throw new ProblemException(
                    new Problem(
                            ProblemType.DNS_FAILED,
                            "DNS did not answer the question for " + name + '.',
                            "Let this machine ask the domain's DNS servers, or name the KDCs with the key \"kdcs\"."),
                    e);
        }
    }
}
