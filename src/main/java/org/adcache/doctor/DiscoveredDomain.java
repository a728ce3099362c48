package org.adcache.doctor;

import java.util.List;
import java.util.Optional;
import org.adcache.account.Problem;
import org.adcache.directory.ServerAddress;
import org.adcache.tls.ShownCertificate;

/**
 * What was found of a domain by its name.
 *
 * @param kdcs {@code host} or {@code host:port}
 * @param searchBase the domain's naming context; empty if no controller says it
 * @param certificates those that the controllers present, each once; of each controller its own first
 * @param trusted whether each controller that answers has a certificate that is trusted
 * @param problems those of no single controller
 */
public record DiscoveredDomain(
        String domain,
        String realm,
        List<Controller> controllers,
        List<String> kdcs,
        Optional<String> searchBase,
        List<ShownCertificate> certificates,
        boolean trusted,
        List<Problem> problems) {
    public DiscoveredDomain {
        controllers = List.copyOf(controllers);
        kdcs = List.copyOf(kdcs);
        certificates = List.copyOf(certificates);
        problems = List.copyOf(problems);
    }

    /**
     * A controller.
     *
     * @param listed whether DNS lists it; else the caller named it
     * @param reachable whether it speaks TLS; empty if it was not tried, because others were
     */
    public record Controller(
            ServerAddress server, boolean listed, Optional<Boolean> reachable, Optional<Problem> problem) {}
}
