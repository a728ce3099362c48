package org.adcache.http.proxy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses with a common prefix: {@code 10.1.0.0/16}, or a single one.
 *
 * @param bits length of the prefix
 */
public record Network(InetAddress address, int bits) {
    private static final Pattern TEXT = Pattern.compile("([0-9A-Fa-f.:]+)(?:/([0-9]{1,3}))?");
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");

    /**
     * Parses a network.
     *
     * @return empty if it is none, or has bits beyond its prefix
     */
    public static Optional<Network> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Optional<String> length = Optional.ofNullable(matcher.group(2));
        return address(matcher.group(1)).flatMap(address -> {
            int most = 8 * address.getAddress().length;
            Network network = new Network(address, length.map(Integer::parseInt).orElse(most));
            return network.bits <= most && network.isWhole() ? Optional.of(network) : Optional.empty();
        });
    }

    /** Parses an address in digits; never asks the DNS. */
    static Optional<InetAddress> address(String text) {
        boolean literal = text.indexOf(':') >= 0
                ? TEXT.matcher(text).matches() && text.indexOf('/') < 0
                : IPV4.matcher(text).matches();
        if (!literal) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private boolean isWhole() {
        byte[] bytes = address.getAddress();
        for (int bit = bits; bit < 8 * bytes.length; bit++) {
            if (bit(bytes, bit) != 0) {
                return false;
            }
        }
        return true;
    }

    boolean contains(InetAddress other) {
        byte[] ours = address.getAddress();
        byte[] theirs = other.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        int whole = bits / 8;
        for (int i = 0; i < whole; i++) {
            if (ours[i] != theirs[i]) {
                return false;
            }
        }
        for (int bit = 8 * whole; bit < bits; bit++) {
            if (bit(ours, bit) != bit(theirs, bit)) {
                return false;
            }
        }
        return true;
    }

    private static int bit(byte[] bytes, int number) {
        return bytes[number / 8] >> (7 - number % 8) & 1;
    }

    @Override
    public String toString() {
        return address.getHostAddress() + "/" + bits;
    }
}
