package org.adcache.http;

import java.util.List;

/** Group of related routes and their shared state. */
public interface RouteGroup extends AutoCloseable {
    List<Route> routes();

    /** Ends the group's streams. */
    @Override
    default void close() {}
}
