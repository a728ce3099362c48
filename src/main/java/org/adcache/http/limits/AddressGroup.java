package org.adcache.http.limits;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** What is counted as one address: an IPv4 address, or an IPv6 /64, because a single host has all of its addresses. */
public final class AddressGroup {
    private static final int PREFIX_BYTES = 8;

    private AddressGroup() {}

    /** The address that stands for all of its group. */
    public static InetAddress of(InetAddress address) {
        if (!(address instanceof Inet6Address) || address.isLoopbackAddress()) {
            return address;
        }
        try {
            return InetAddress.getByAddress(Arrays.copyOf(Arrays.copyOf(address.getAddress(), PREFIX_BYTES), 16));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("16 bytes are an address", e);
        }
    }
}
