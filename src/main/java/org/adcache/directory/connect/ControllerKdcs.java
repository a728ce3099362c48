package org.adcache.directory.connect;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.adcache.directory.DirectoryConfig;
import org.adcache.directory.ServerAddress;
import org.adcache.kerberos.KerberosLogin;

/**
 * Domain controllers as the KDCs of their domain, where the configuration names none: each controller is one, at port
 * 88, and the realm of a domain is its name in upper case.
 */
public final class ControllerKdcs {
    private final DirectoryConfig config;
    private final Function<ServerAddress, String> kdc;

    public ControllerKdcs(DirectoryConfig config) {
        this(config, ServerAddress::host);
    }

    /** @param kdc the KDC of a controller as {@code host} or {@code host:port} */
    public ControllerKdcs(DirectoryConfig config, Function<ServerAddress, String> kdc) {
        this.config = config;
        this.kdc = kdc;
    }

    /** The KDCs of these controllers; empty if the configuration names others or another realm. */
    public List<String> of(List<ServerAddress> controllers) {
        return config.kdcs().isEmpty() && config.realm().equalsIgnoreCase(config.domain())
                ? controllers.stream().map(kdc).distinct().toList()
                : List.of();
    }

    /** Offers a login the KDC of the controller that is about to be bound to, then those of the others. */
    public void offer(KerberosLogin login, ServerAddress controller, List<ServerAddress> others) {
        List<String> offered =
                of(Stream.concat(Stream.of(controller), others.stream()).toList());
        if (!offered.isEmpty()) {
            login.offerKdcs(offered);
        }
    }
}
