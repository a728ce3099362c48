package org.adcache.demo.ldap;

import com.unboundid.ldap.protocol.SearchResultEntryProtocolOp;
import com.unboundid.ldap.sdk.Attribute;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.adcache.demo.schema.DomainNames;
import org.adcache.demo.search.Replica;

/** RootDSE: the entry without a name that describes the server; readable without a bind. */
record RootDse(Replica replica, boolean dirSyncOffered, boolean readOnly) {
    private static final String ACTIVE_DIRECTORY = "1.2.840.113556.1.4.800";
    private static final String LDAP_INTEGRATION = "1.2.840.113556.1.4.1670";
    /** Capability of an RODC: some of the domain's secrets only. */
    private static final String PARTIAL_SECRETS = "1.2.840.113556.1.4.1920";

    SearchResultEntryProtocolOp read(List<String> names) {
        Set<String> wanted =
                names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        boolean all = wanted.isEmpty() || wanted.contains("*") || wanted.contains("+");
        List<Attribute> chosen = attributes().stream()
                .filter(attribute -> all || wanted.contains(attribute.getName().toLowerCase(Locale.ROOT)))
                .toList();
        return new SearchResultEntryProtocolOp("", chosen);
    }

    private List<Attribute> attributes() {
        DomainNames domain = replica.tree().domain();
        String server = replica.serverObject();
        String account = domain.serverName().toLowerCase(Locale.ROOT) + "$@" + domain.realm();
        return List.of(
                new Attribute("defaultNamingContext", domain.baseName()),
                new Attribute("rootDomainNamingContext", domain.forestBaseName()),
                new Attribute("configurationNamingContext", domain.configurationName()),
                new Attribute("schemaNamingContext", domain.schemaName()),
                new Attribute("namingContexts", domain.baseName(), domain.configurationName(), domain.schemaName()),
                new Attribute("subschemaSubentry", "CN=Aggregate," + domain.schemaName()),
                new Attribute("dnsHostName", domain.serverName()),
                new Attribute("serverName", server),
                new Attribute("dsServiceName", replica.serviceName()),
                new Attribute("ldapServiceName", domain.dnsName() + ":" + account),
                new Attribute("highestCommittedUSN", Long.toString(replica.highestUsn())),
                new Attribute("isSynchronized", "TRUE"),
                new Attribute("isGlobalCatalogReady", "TRUE"),
                new Attribute("domainFunctionality", "7"),
                new Attribute("forestFunctionality", "7"),
                new Attribute("domainControllerFunctionality", "7"),
                new Attribute("supportedLDAPVersion", "3"),
                readOnly
                        ? new Attribute("supportedCapabilities", ACTIVE_DIRECTORY, LDAP_INTEGRATION, PARTIAL_SECRETS)
                        : new Attribute("supportedCapabilities", ACTIVE_DIRECTORY, LDAP_INTEGRATION),
                new Attribute("supportedSASLMechanisms", GssapiAcceptor.MECHANISM),
                new Attribute("supportedControl", SearchControls.supported(dirSyncOffered)),
                new Attribute("supportedExtension", ConnectionHandler.START_TLS, ConnectionHandler.WHO_AM_I));
    }
}
