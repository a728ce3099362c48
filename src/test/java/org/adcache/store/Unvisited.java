package org.adcache.store;

import org.adcache.account.ConnectionId;
import org.adcache.account.ObjectGuid;

/** Visitor that expects no changes. */
public final class Unvisited implements ChangeVisitor {
    @Override
    public void changed(ConnectionId connection, byte[] account, byte[] words) {
        throw new AssertionError("visited");
    }

    @Override
    public void removed(ConnectionId connection, ObjectGuid objectGuid) {
        throw new AssertionError("visited");
    }
}
