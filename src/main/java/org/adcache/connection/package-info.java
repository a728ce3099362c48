/**
 * One connection's parts, built and closed together.
 *
 * <p>A {@link org.adcache.connection.ConnectionConfig} says how a domain is read, and when. {@link
 * org.adcache.connection.ConnectionFactory} builds the parts that follow from it, {@link
 * org.adcache.connection.Connections} is the registry of them all. Who serves every connection asks the registry each
 * time and keeps no list, because connections are to come and go while the service runs. Data of a connection that the
 * registry doesn't know is deleted:
 *
 * <pre>{@code
 * try (Connections connections = Connections.open(config.connections(), factory, store)) {
 *     Optional<Doctor> doctor = connections.find(new ConnectionId("corp")).map(Connection::doctor);
 * }
 * }</pre>
 *
 * <p>Only the building, finding and closing belongs here; what a part does belongs to its own package.
 */
@NullMarked
package org.adcache.connection;

import org.jspecify.annotations.NullMarked;
