package org.adcache.directory.connect;

import com.unboundid.ldap.sdk.LDAPConnection;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.adcache.account.ProblemException;
import org.adcache.directory.ServerAddress;
import org.adcache.directory.TlsConfig;

/**
 * Opener of connections to the global catalog of a domain controller, with the same login and TLS as its domain. The
 * catalog has a part of each object of the forest, its class among it (MS-ADTS 3.1.1.1.6).
 */
public final class GlobalCatalog {
    private static final int LDAPS = 636;
    private static final int LDAPS_OF_CATALOG = 3269;
    private static final int LDAP = 389;
    private static final int LDAP_OF_CATALOG = 3268;

    private final Connector connector;
    private final Binder binder;
    private final Function<ServerAddress, OptionalInt> ports;

    /** @param ports the catalog's port of a server; empty if it isn't known */
    public GlobalCatalog(Connector connector, Binder binder, Function<ServerAddress, OptionalInt> ports) {
        this.connector = connector;
        this.binder = binder;
        this.ports = ports;
    }

    /** The catalog's port at a server with standard ports (MS-ADTS 3.1.1.3.1). */
    public static Function<ServerAddress, OptionalInt> standardPort(TlsConfig.Mode mode) {
        int domain = mode == TlsConfig.Mode.LDAPS ? LDAPS : LDAP;
        int catalog = mode == TlsConfig.Mode.LDAPS ? LDAPS_OF_CATALOG : LDAP_OF_CATALOG;
        return server -> server.port() == domain ? OptionalInt.of(catalog) : OptionalInt.empty();
    }

    /** The catalog of a server; empty if its port isn't known. */
    public Optional<ServerAddress> at(ServerAddress server) {
        OptionalInt port = ports.apply(server);
        return port.isPresent() ? Optional.of(new ServerAddress(server.host(), port.getAsInt())) : Optional.empty();
    }

    public LDAPConnection open(ServerAddress catalog, Deadline deadline) throws ProblemException {
        LDAPConnection connection = connector.connect(catalog, deadline);
        try {
            binder.bind(connection, catalog, deadline);
            return connection;
        } catch (ProblemException | RuntimeException e) {
            BackgroundClose.inBackground(connection);
            throw e;
        }
    }
}
