/**
 * One connection's parts, built and closed together.
 *
 * <p>A {@link org.adcache.connection.ConnectionConfig} is how a domain is read, and when. {@link
 * org.adcache.connection.ConnectionFactory} builds the parts of a connection, {@link
 * org.adcache.connection.Connections} is the registry of all. Code that serves every connection queries the registry
 * each time and keeps no list; only the cycles, which have a schedule each, are given theirs at the start. Data of a
 * connection that the registry doesn't know is deleted:
 *
 * <pre>{@code
 * try (Connections connections = Connections.open(config.connections(), factory, store)) {
 *     Optional<Doctor> doctor = connections.find(new ConnectionId("corp")).map(Connection::doctor);
 * }
 * }</pre>
 *
 * <p>Only construction, lookup and closing belong here; what a part does belongs to its own package.
 */
@NullMarked
package org.adcache.connection;

import org.jspecify.annotations.NullMarked;
