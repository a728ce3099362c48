package org.adcache.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import java.util.Optional;

/** Listening socket that a process inherited from the one it replaced. */
public final class InheritedSocket {
    private InheritedSocket() {}

    /**
     * The socket; empty unless this process replaced another and inherited one that listens on this address.
     *
     * @param environment of this process
     * @param port 0 is any port
     */
    public static Optional<ServerSocketChannel> find(Map<String, String> environment, String host, int port) {
        if (!environment.containsKey(ProcessReplacement.VARIABLE)) {
            return Optional.empty();
        }
        try {
            return System.inheritedChannel() instanceof ServerSocketChannel channel
                            && isBoundTo(channel, InetAddress.getByName(host), port)
                    ? Optional.of(new UnclosedChannel(channel))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean isBoundTo(ServerSocketChannel channel, InetAddress host, int port) throws IOException {
        if (!(channel.getLocalAddress() instanceof InetSocketAddress bound)) {
            return false;
        }
        InetAddress address = bound.getAddress();
        // A socket bound to all addresses says so in the form of IPv6.
        return (address.equals(host) || address.isAnyLocalAddress() && host.isAnyLocalAddress())
                && (port == 0 || port == bound.getPort());
    }
}
