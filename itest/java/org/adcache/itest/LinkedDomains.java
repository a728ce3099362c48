package org.adcache.itest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Two domains and a namespace for adcache in one {@link Lan}: {@link #corp()} with the controllers dc1 and dc2, {@link
 * #lab()} with one. There is no trust between them; each has its own realm, certificate authority and service account.
 * Corp's DNS forwards to lab's what it doesn't know, and not the other way round: two that forward to each other never
 * stop.
 */
final class LinkedDomains implements AutoCloseable {
    static final int CORP_PEOPLE = 2000;
    static final int LAB_PEOPLE = 300;

    private static final DomainName LAB = new DomainName("lab.example.test");
    private static final String CORP_DC1 = "10.53.1.1";
    private static final String CORP_DC2 = "10.53.1.2";
    private static final String LAB_DC1 = "10.53.2.1";
    private static final String DESK = "10.53.0.10";

    private final Path log;
    private final Lan lan;
    private final NetworkNamespace desk;
    private final SambaDomain corp;
    private final SambaDomain lab;

    private LinkedDomains() {
        try {
            log = Files.createTempDirectory("adcache-lan-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::removeLog));
        lan = Lan.create(log);
        desk = lan.attach("desk", DESK, "127.0.0.1 localhost\n", List.of(CORP_DC1, CORP_DC2));
        corp = new SambaDomain(SambaDomain.CORP);
        lab = new SambaDomain(LAB);
    }

    /** Creates both domains and starts all controllers. */
    static LinkedDomains start() {
        LinkedDomains domains = new LinkedDomains();
        SambaController.Place labPlace = domains.place(LAB, "dc1", LAB_DC1, Optional.empty(), List.of(LAB_DC1));
        SambaController.Place corpPlace =
                domains.place(SambaDomain.CORP, "dc1", CORP_DC1, Optional.of(LAB_DC1), List.of(CORP_DC1));
        CompletableFuture<Void> labIsThere =
                CompletableFuture.runAsync(() -> provision(domains.lab, labPlace, LAB_PEOPLE));
        provision(domains.corp, corpPlace, CORP_PEOPLE);
        labIsThere.join();
        domains.corp.join(
                domains.place(SambaDomain.CORP, "dc2", CORP_DC2, Optional.of(LAB_DC1), List.of(CORP_DC1, CORP_DC2)));
        domains.lab.start();
        return domains;
    }

    private static void provision(SambaDomain domain, SambaController.Place place, int people) {
        domain.provision(
                place,
                new Staff(domain.name(), people).json(),
                List.of(ServiceAccounts.GOOD, ServiceAccounts.SEES_DELETED));
    }

    private SambaController.Place place(
            DomainName domain, String name, String address, Optional<String> forwarder, List<String> dnsServers) {
        String label = domain.dns().substring(0, domain.dns().indexOf('.')) + "-" + name;
        NetworkNamespace namespace = lan.attach(
                label,
                address,
                "127.0.0.1 localhost\n" + address + " " + domain.host(name) + " " + name + "\n",
                dnsServers);
        return new SambaController.Place(name, namespace, address, SambaPrograms.ofThisMachine(), forwarder);
    }

    Lan lan() {
        return lan;
    }

    /** The namespace of adcache: all controllers are reachable, and known by DNS alone. */
    NetworkNamespace desk() {
        return desk;
    }

    SambaDomain corp() {
        return corp;
    }

    SambaDomain lab() {
        return lab;
    }

    @Override
    public void close() {
        corp.close();
        lab.close();
        lan.close();
        removeLog();
    }

    private void removeLog() {
        Command.of("rm", "-rf", log.toString()).outcome();
    }
}
