package org.adcache.http;

import java.util.List;

/** Routes that belong together, with what they share. */
public interface RouteGroup extends AutoCloseable {
    List<Route> routes();

    /** Ends what its routes still stream. */
    @Override
    default void close() {}
}
