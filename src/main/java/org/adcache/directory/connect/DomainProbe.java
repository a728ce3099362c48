package org.adcache.directory.connect;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.adcache.account.CleanText;
import org.adcache.account.DistinguishedName;
import org.adcache.account.Domain;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ObjectSid;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.directory.DirectoryConfig;
import org.adcache.directory.ServerAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Probe of a server's rootDSE and configuration: which domain it serves, whether it is in sync with the others, and
 * its clock.
 */
public final class DomainProbe {
    private static final Logger log = LoggerFactory.getLogger(DomainProbe.class);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final int SHOWN = 200;
    /** Of 15 characters in AD; any but white space and control characters, to be generous. */
    private static final Pattern NETBIOS_NAME = Pattern.compile("[^\\s\\p{Cntrl}]{1,64}");

    private final DirectoryConfig config;
    private final LDAPConnection connection;
    private final ServerAddress server;
    private final Deadline deadline;

    public DomainProbe(DirectoryConfig config, LDAPConnection connection, ServerAddress server, Deadline deadline) {
        this.config = config;
        this.connection = connection;
        this.server = server;
        this.deadline = deadline;
    }

    /**
     * The domain and the root of its tree.
     *
     * @param configuration the forest's configuration naming context; empty if the server doesn't report it
     * @param controls the OIDs of the supported controls
     * @param namesVendor whether the server names its maker (RFC 3045), as Samba does and Windows doesn't
     * @param isGlobalCatalog whether the server is a global catalog that has all domains
     */
    public record ProbedDomain(
            Domain domain,
            String namingContext,
            Optional<String> configuration,
            Set<String> controls,
            boolean namesVendor,
            boolean isGlobalCatalog) {}

    public ProbedDomain probe() throws ProblemException {
        SearchResultEntry rootDse = read(
                "",
                "defaultNamingContext",
                "configurationNamingContext",
                "isSynchronized",
                "isGlobalCatalogReady",
                "supportedControl",
                "vendorName");
        String namingContext = rootDse.getAttributeValue("defaultNamingContext");
        Optional<Problem> wrong = wrongDomain(namingContext);
        if (namingContext == null || wrong.isPresent()) {
            throw new ProblemException(wrong.orElseThrow());
        }
        if ("FALSE".equalsIgnoreCase(rootDse.getAttributeValue("isSynchronized"))) {
            throw new ServerUnavailable(new Problem(
                    ProblemType.LDAP_NOT_SYNCHRONIZED,
                    server + " says that it has not finished its own replication.",
                    "Wait for it, or repair the replication of this domain controller."));
        }
        Optional<ObjectSid> sid = Optional.ofNullable(
                        read(namingContext, "objectSid").getAttributeValueBytes("objectSid"))
                .flatMap(this::sid);
        Optional<String> configuration = Optional.ofNullable(rootDse.getAttributeValue("configurationNamingContext"));
        String netbiosName = netbiosName(configuration.orElse(null), namingContext);
        String[] controls = rootDse.getAttributeValues("supportedControl");
        return new ProbedDomain(
                new Domain(config.domain(), config.realm(), netbiosName, sid),
                namingContext,
                configuration,
                controls == null ? Set.of() : Set.copyOf(List.of(controls)),
                rootDse.hasAttribute("vendorName"),
                "TRUE".equalsIgnoreCase(rootDse.getAttributeValue("isGlobalCatalogReady")));
    }

    /**
     * The name under which a Windows tool knows a principal: {@code CORP\\svc-adcache}, or {@code svc@OTHER.EXAMPLE} of
     * another domain whose NetBIOS name isn't known here.
     */
    public String accountName(ProbedDomain found, String principal) throws ProblemException {
        int at = principal.lastIndexOf('@');
        String name = at < 0 ? principal : principal.substring(0, at);
        String realm = at < 0 ? config.realm() : principal.substring(at + 1);
        if (realm.equalsIgnoreCase(found.domain().realm())) {
            return found.domain().netbiosName() + '\\' + name;
        }
        return found.configuration().isEmpty()
                ? principal
                : netbiosName(
                                found.configuration().get(),
                                Filter.createEqualityFilter("dnsRoot", realm.toLowerCase(Locale.ROOT)))
                        .map(domain -> domain + '\\' + name)
                        .orElse(principal);
    }

    /** The domain's SID; empty if it is malformed, as if it couldn't be read. */
    private Optional<ObjectSid> sid(byte[] bytes) {
        try {
            return Optional.of(ObjectSid.fromBytes(bytes));
        } catch (IllegalArgumentException e) {
            log.debug("the objectSid of the domain is malformed at {}", server, e);
            return Optional.empty();
        }
    }

    /** The server's replication state; to be read before a search, so that no change falls between the two. */
    public ReplicaState replica() throws ProblemException {
        SearchResultEntry rootDse = read("", "highestCommittedUSN", "dsServiceName");
        Long highest = rootDse.getAttributeValueAsLong("highestCommittedUSN");
        String service = rootDse.getAttributeValue("dsServiceName");
        if (highest == null) {
            throw new ProblemException(new Problem(
                    ProblemType.LDAP_NO_USN,
                    server + " does not tell its highestCommittedUSN.",
                    "Read from an Active Directory domain controller, or set sync.feed = full."));
        }
        return new ReplicaState(service == null ? ReplicaState.UNKNOWN : invocationId(service), highest);
    }

    private String invocationId(String service) throws ProblemException {
        try {
            byte[] id = read(service, "invocationId").getAttributeValueBytes("invocationId");
            return id == null || id.length != ObjectGuid.BYTES
                    ? ReplicaState.UNKNOWN
                    : ObjectGuid.fromBytes(id).toString();
        } catch (ProblemException e) {
            if (!connection.isConnected() || deadline.isOver()) {
                throw e;
            }
            log.debug("can't read the invocationId of {}", server, e);
            return ReplicaState.UNKNOWN;
        }
    }

    /** The tombstone lifetime; empty if it is not set or can't be read. */
    public Optional<Duration> tombstoneLifetime(String configuration) throws ProblemException {
        try {
            SearchResultEntry service =
                    read("CN=Directory Service,CN=Windows NT,CN=Services," + configuration, "tombstoneLifetime");
            return Optional.ofNullable(service.getAttributeValueAsLong("tombstoneLifetime"))
                    .filter(days -> days > 0)
                    .map(Duration::ofDays);
        } catch (ProblemException e) {
            if (!connection.isConnected() || deadline.isOver()) {
                throw e;
            }
            log.debug("can't read the tombstone lifetime at {}", server, e);
            return Optional.empty();
        }
    }

    /** The server's clock, readable without a bind; empty if it can't be read. */
    Optional<Instant> clock() {
        try {
            SearchResultEntry rootDse = read("", "currentTime");
            return Optional.ofNullable(rootDse.getAttributeValueAsDate("currentTime"))
                    .map(Date::toInstant);
        } catch (ProblemException e) {
            log.debug("{} does not report its time", server, e);
            return Optional.empty();
        }
    }

    /** The problem if the server belongs to another domain, readable without a bind; empty also if it doesn't say. */
    public Optional<Problem> wrongDomain() {
        try {
            return wrongDomain(read("", "defaultNamingContext").getAttributeValue("defaultNamingContext"));
        } catch (ProblemException e) {
            log.debug("{} does not report its domain", server, e);
            return Optional.empty();
        }
    }

    private Optional<Problem> wrongDomain(@Nullable String namingContext) {
        String expected = Arrays.stream(config.domain().split("\\.", -1))
                .map(label -> "dc=" + label)
                .collect(Collectors.joining(","));
        if (namingContext != null && DistinguishedName.keyOf(namingContext).equals(Optional.of(expected))) {
            return Optional.empty();
        }
        return Optional.of(new Problem(
                ProblemType.LDAP_WRONG_DOMAIN,
                server + " is a server of "
                        + (namingContext == null || namingContext.isBlank()
                                ? "no Active Directory domain"
                                : CleanText.line(namingContext, SHOWN))
                        + ", not of " + config.domain() + ".",
                "Correct the key \"domain\" or the key \"servers\" of the connection."));
    }

    /** The name in {@code DOMAIN\name}; the domain's first label where CN=Partitions can't be read. */
    private String netbiosName(@Nullable String configuration, String namingContext) throws ProblemException {
        String fallback = config.domain().split("\\.", -1)[0].toUpperCase(Locale.ROOT);
        return configuration == null
                ? fallback
                : netbiosName(configuration, Filter.createEqualityFilter("nCName", namingContext))
                        .orElse(fallback);
    }

    /** The NetBIOS name of a domain of the forest; empty where CN=Partitions can't be read. */
    private Optional<String> netbiosName(String configuration, Filter domain) throws ProblemException {
        Filter filter = Filter.createANDFilter(Filter.createEqualityFilter("objectClass", "crossRef"), domain);
        try {
            return search("CN=Partitions," + configuration, SearchScope.ONE, filter, "nETBIOSName").stream()
                    .map(entry -> entry.getAttributeValue("nETBIOSName"))
                    .filter(name -> name != null && NETBIOS_NAME.matcher(name).matches())
                    .findFirst();
        } catch (LDAPException e) {
            if (!connection.isConnected()) {
                throw LdapProblems.of("Reading the domain's NetBIOS name", server.toString(), e);
            }
            log.debug("can't read CN=Partitions at {}", server, e);
            return Optional.empty();
        }
    }

    private SearchResultEntry read(String base, String... attributes) throws ProblemException {
        String step = base.isEmpty() ? "Reading the rootDSE" : "Reading " + base;
        deadline.check(step + " at " + server);
        try {
            List<SearchResultEntry> found =
                    search(base, SearchScope.BASE, Filter.createPresenceFilter("objectClass"), attributes);
            if (found.size() != 1) {
                throw new ProblemException(new Problem(
                        ProblemType.LDAP_ACCESS_DENIED,
                        step + " at " + server + " gave nothing.",
                        "Grant the service account Read property on the domain object."));
            }
            return found.get(0);
        } catch (LDAPException e) {
            throw LdapProblems.of(step, server.toString(), e);
        }
    }

    private List<SearchResultEntry> search(String base, SearchScope scope, Filter filter, String... attributes)
            throws LDAPException, ProblemException {
        return BoundedSearch.few(
                connection,
                server.toString(),
                deadline.millisAtMost(ANSWER),
                base,
                scope,
                filter,
                List.of(),
                attributes);
    }
}
