package org.adcache.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.adcache.account.ProblemException;
import org.adcache.directory.controllers.DomainControllers;
import org.adcache.directory.controllers.ServerBackOff;
import org.adcache.directory.feed.FeedPosition;

/**
 * Which servers an opening tries, and in which order: the one that gave the cursor first. Numbers of uSNChanged count
 * at one server only and another costs a full read, so with such a cursor the first failed openings in a row try no
 * other.
 */
final class ServerOrder {
    /** Failed openings that are put up with before a full read elsewhere. */
    private static final int TIMEOUT = 2;

    private final DomainControllers controllers;
    private final ServerBackOff backOff;

    ServerOrder(DomainControllers controllers, ServerBackOff backOff) {
        this.controllers = controllers;
        this.backOff = backOff;
    }

    List<ServerAddress> of(Optional<ChangeCursor> cursor) throws ProblemException {
        List<ServerAddress> servers = new ArrayList<>(controllers.inOrder());
        Optional<FeedPosition> position = cursor.flatMap(FeedPosition::parse);
        Optional<ServerAddress> home = position.flatMap(place -> servers.stream()
                .filter(server -> server.host().equals(place.server()))
                .findFirst());
        if (home.isEmpty()) {
            return backOff.ordered(servers);
        }
        if (position.orElseThrow().feed() == ChangeFeed.USN && backOff.failuresOf(home.get()) < TIMEOUT) {
            return List.of(home.get());
        }
        servers.remove(home.get());
        servers.add(0, home.get());
        return backOff.ordered(servers);
    }

    /** All but one, for a second opinion. */
    List<ServerAddress> except(String server) throws ProblemException {
        return backOff.ordered(controllers.inOrder().stream()
                .filter(other -> !other.toString().equals(server))
                .toList());
    }

    ServerBackOff backOff() {
        return backOff;
    }
}
