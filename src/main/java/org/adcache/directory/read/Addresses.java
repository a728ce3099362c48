package org.adcache.directory.read;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.adcache.account.MailAddress;

/**
 * E-mail addresses of one entry. The primary one is the {@code proxyAddresses} value whose type is {@code SMTP} in
 * upper case (MS-OXOABK 2.2.3.23). Without one, or with several, which the format leaves undefined, it is {@code
 * mail}, else the first address.
 *
 * @param values the primary address, then the others sorted, without duplicates
 * @param ignored number of values that are not usable addresses
 */
record Addresses(List<MailAddress> values, int ignored) {
    private static final String PROXY_ADDRESSES = "proxyAddresses";
    private static final String MAIL = "mail";

    /**
     * Collects the addresses.
     *
     * @param attributes the attributes with addresses, in order
     * @param valuesOf the values of an attribute, in the server's order
     * @param refused called with attribute and value for each that is no usable address
     */
    static Addresses of(
            List<String> attributes, Function<String, List<String>> valuesOf, BiConsumer<String, String> refused) {
        Collector collector = new Collector(refused);
        for (String attribute : attributes) {
            for (String value : valuesOf.apply(attribute)) {
                collector.add(attribute, value);
            }
        }
        return collector.addresses();
    }

    private static final class Collector {
        private final Map<String, MailAddress> byKey = new LinkedHashMap<>();
        private final List<MailAddress> primaries = new ArrayList<>();
        private Optional<MailAddress> mail = Optional.empty();
        private final BiConsumer<String, String> refused;
        private int ignored;

        Collector(BiConsumer<String, String> refused) {
            this.refused = refused;
        }

        void add(String attribute, String value) {
            boolean typed = attribute.equalsIgnoreCase(PROXY_ADDRESSES);
            if (typed && !hasSmtpType(value)) {
                return;
            }
            Optional<MailAddress> parsed = MailAddress.parse(hasSmtpType(value) ? value.substring(5) : value);
            if (parsed.isEmpty()) {
                ignored++;
                refused.accept(attribute, value);
                return;
            }
            MailAddress address = parsed.get();
            byKey.putIfAbsent(address.key(), address);
            if (typed && value.startsWith("SMTP")) {
                primaries.add(address);
            } else if (attribute.equalsIgnoreCase(MAIL) && mail.isEmpty()) {
                mail = parsed;
            }
        }

        private static boolean hasSmtpType(String value) {
            return value.regionMatches(true, 0, "smtp:", 0, 5);
        }

        Addresses addresses() {
            if (byKey.isEmpty()) {
                return new Addresses(List.of(), ignored);
            }
            MailAddress primary = primary();
            byKey.put(primary.key(), primary);
            return new Addresses(MailAddress.primaryFirst(byKey.values(), Optional.of(primary)), ignored);
        }

        private MailAddress primary() {
            if (primaries.size() == 1) {
                return primaries.get(0);
            }
            return mail.orElseGet(() -> byKey.values().iterator().next());
        }
    }
}
