package org.adcache.directory;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.adcache.account.ProblemException;
import org.adcache.directory.controllers.DomainControllers;
import org.adcache.directory.controllers.ServerBackOff;
import org.adcache.directory.feed.FeedPosition;

/**
 * Order in which servers are tried: the one that issued the cursor first. Values of uSNChanged are local to one
 * server, and any other costs a full read, so with such a cursor the first failures in a row try no other server. At a
 * reconciliation the best servers come first again.
 */
final class ServerOrder {
    private static final int FAILURES_BEFORE_FULL_READ = 2;

    private final DomainControllers controllers;
    private final ServerBackOff backOff;

    ServerOrder(DomainControllers controllers, ServerBackOff backOff) {
        this.controllers = controllers;
        this.backOff = backOff;
    }

    /** As {@link #of}, but the best servers come before that of the cursor, unless it is one of them. */
    List<ServerAddress> bestFirst(Optional<ChangeCursor> cursor) throws ProblemException {
        Optional<String> home = cursor.flatMap(FeedPosition::parse).map(FeedPosition::server);
        List<ServerAddress> best = controllers.best();
        Set<ServerAddress> order = new LinkedHashSet<>();
        if (home.isPresent() && best.stream().noneMatch(server -> server.host().equals(home.get()))) {
            best.stream().filter(server -> !backOff.isPaused(server)).forEach(order::add);
        }
        order.addAll(of(cursor));
        return List.copyOf(order);
    }

    List<ServerAddress> of(Optional<ChangeCursor> cursor) throws ProblemException {
        List<ServerAddress> servers = new ArrayList<>(controllers.inOrder());
        backOff.retain(servers);
        Optional<FeedPosition> position = cursor.flatMap(FeedPosition::parse);
        Optional<ServerAddress> home = position.flatMap(place -> servers.stream()
                .filter(server -> server.host().equals(place.server()))
                .findFirst());
        if (home.isEmpty()) {
            return backOff.ordered(servers);
        }
        if (position.orElseThrow().feed() == ChangeFeed.USN
                && backOff.failuresOf(home.get()) < FAILURES_BEFORE_FULL_READ) {
            return List.of(home.get());
        }
        servers.remove(home.get());
        servers.add(0, home.get());
        return backOff.ordered(servers);
    }

    /** All servers but one, for a second opinion. */
    List<ServerAddress> except(String server) throws ProblemException {
        return backOff.ordered(controllers.inOrder().stream()
                .filter(other -> !other.toString().equals(server))
                .toList());
    }

    ServerBackOff backOff() {
        return backOff;
    }
}
