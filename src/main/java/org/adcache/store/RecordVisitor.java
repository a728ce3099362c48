package org.adcache.store;

import org.adcache.account.ConnectionId;

/** Visitor of the records of a generation. */
@FunctionalInterface
public interface RecordVisitor {
    /**
     * One account.
     *
     * @param account its bytes, for {@code AccountCodec.decode}
     * @param words what the {@link WordFolder} made of it
     */
    void visit(ConnectionId connection, byte[] account, byte[] words);
}
