package org.adcache.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.adcache.demo.ldap.DomainController;
import org.adcache.demo.schema.DomainNames;

/**
 * SRV records of a simulated domain (MS-ADTS 6.3.2.3), with dead servers among them if a test lists any. Writable
 * controllers are listed for the domain and for their site, RODCs for their site only.
 *
 * <p>There is no DNS server: a test passes {@link #lookup} to what looks records up. Unlike at real domains the ports
 * matter, since all controllers have the same name.
 */
public final class SimulatedDns {
    private static final String SITE = "Default-First-Site-Name";

    private final DomainNames domain;
    private final List<DomainController> controllers;
    private final int kdcPort;
    private final List<DeadServer> dead = new CopyOnWriteArrayList<>();

    /** SRV record (RFC 2782); for LDAP the port is the one of StartTLS. */
    public record Srv(int priority, int weight, int port, String host) {}

    SimulatedDns(DomainNames domain, List<DomainController> controllers, int kdcPort) {
        this.domain = domain;
        this.controllers = controllers;
        this.kdcPort = kdcPort;
    }

    /** Lists a server that is gone, before the others of the same name. */
    public void list(DeadServer server) {
        dead.add(server);
    }

    /** The records of a name; none if there is no such name. */
    public List<Srv> lookup(String name) {
        String ofDomain = "dc._msdcs." + domain.dnsName();
        String ofSite = SITE + "._sites." + ofDomain;
        if (name.equalsIgnoreCase("_ldap._tcp." + ofDomain)) {
            return ldap(false);
        } else if (name.equalsIgnoreCase("_ldap._tcp." + ofSite)) {
            return ldap(true);
        } else if (name.equalsIgnoreCase("_kerberos._tcp." + ofDomain)
                || name.equalsIgnoreCase("_kerberos._tcp." + ofSite)
                || name.equalsIgnoreCase("_kerberos._tcp." + domain.dnsName())) {
            return withDead(List.of(record(kdcPort)));
        }
        return List.of();
    }

    private List<Srv> ldap(boolean readOnlyToo) {
        return withDead(controllers.stream()
                .filter(controller -> readOnlyToo || !controller.isReadOnly())
                .map(controller -> record(controller.ldapPort()))
                .toList());
    }

    private List<Srv> withDead(List<Srv> living) {
        List<Srv> all = new ArrayList<>();
        dead.forEach(server -> all.add(record(server.port())));
        all.addAll(living);
        return all;
    }

    private Srv record(int port) {
        return new Srv(0, 100, port, domain.serverName());
    }
}
