package org.adcache.http.limits;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.adcache.budget.Budget;
import org.eclipse.jetty.io.SelectorManager;

/**
 * Limit of the connections in all and from each address. A few more may come from loopback, so that an administrator
 * on this machine can connect and disable while strangers hold all others. IPv6 addresses of the same /64 count as
 * one, because a single host has them all. Thread-safe.
 */
public final class ConnectionLimit implements SelectorManager.AcceptListener {
    static final int LOOPBACK_RESERVE = 16;

    private final Budget all;
    private final Budget perAddress;
    private final Predicate<InetAddress> shared;
    private final Map<SelectableChannel, Place> places = new HashMap<>();
    private final Map<InetAddress, Integer> byAddress = new HashMap<>();
    private int inReserve;

    /** What an open connection counts for. */
    private record Place(InetAddress address, boolean reserve) {}

    /** @param shared whether all clients of a proxy come from an address, so that {@code perAddress} isn't for it */
    public ConnectionLimit(Budget all, Budget perAddress, Predicate<InetAddress> shared) {
        this.all = all;
        this.perAddress = perAddress;
        this.shared = shared;
    }

    /** Whether a connection may stay; it is counted until it is closed. */
    synchronized boolean admits(SocketChannel channel) {
        if (!(channel.socket().getRemoteSocketAddress() instanceof InetSocketAddress peer)) {
            return false; // It was closed already.
        }
        InetAddress address = AddressGroup.of(peer.getAddress());
        int others = byAddress.getOrDefault(address, 0);
        if (mayUseReserve(address, others)) {
            inReserve++;
            places.put(channel, new Place(address, true));
            return true;
        }
        if (!(shared.test(peer.getAddress()) || perAddress.allows(others + 1)) || !all.tryTake(1)) {
            return false;
        }
        byAddress.put(address, others + 1);
        places.put(channel, new Place(address, false));
        return true;
    }

    /** Whether only the reserve has room for it. */
    private boolean mayUseReserve(InetAddress address, int others) {
        return address.isLoopbackAddress()
                && inReserve < LOOPBACK_RESERVE
                && (others >= perAddress.limit() || all.reading().inUse() >= all.limit());
    }

    @Override
    public void onAcceptFailed(SelectableChannel channel, Throwable cause) {
        release(channel);
    }

    @Override
    public void onClosed(SelectableChannel channel) {
        release(channel);
    }

    private synchronized void release(SelectableChannel channel) {
        Place place = places.remove(channel);
        if (place == null) {
            return;
        }
        if (place.reserve()) {
            inReserve--;
            return;
        }
        all.giveBack(1);
        byAddress.computeIfPresent(place.address(), (address, count) -> count > 1 ? count - 1 : null);
    }
}
