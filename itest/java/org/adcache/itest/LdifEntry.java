package org.adcache.itest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Entry printed by {@code ldapsearch -LLL -o ldif-wrap=no} (RFC 2849). Attribute names are in lower case. */
record LdifEntry(String dn, Map<String, List<byte[]>> attributes) {
    /** Parses the output of a search; comments, such as those for referrals, are skipped. */
    static List<LdifEntry> parse(String ldif) {
        List<LdifEntry> entries = new ArrayList<>();
        for (String block : ldif.split("\n\n", -1)) {
            Map<String, List<byte[]>> attributes = new LinkedHashMap<>();
            for (String line : block.split("\n", -1)) {
                if (!line.isEmpty() && !line.startsWith("#")) {
                    readLine(line, attributes);
                }
            }
            List<byte[]> dn = attributes.remove("dn");
            if (dn != null) {
                entries.add(new LdifEntry(utf8(dn.get(0)), attributes));
            }
        }
        return entries;
    }

    private static void readLine(String line, Map<String, List<byte[]>> attributes) {
        int colon = line.indexOf(':');
        String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
        String rest = line.substring(colon + 1);
        byte[] value = rest.startsWith(":")
                ? Base64.getDecoder().decode(rest.substring(1).strip())
                : rest.substring(rest.startsWith(" ") ? 1 : 0).getBytes(StandardCharsets.UTF_8);
        attributes.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }

    /** Returns the values as text, in the server's order. */
    List<String> texts(String attribute) {
        return attributes.getOrDefault(attribute.toLowerCase(Locale.ROOT), List.of()).stream()
                .map(LdifEntry::utf8)
                .toList();
    }

    /** Returns the first value as text. */
    Optional<String> text(String attribute) {
        return texts(attribute).stream().findFirst();
    }

    /** Returns the bytes of the first value. */
    Optional<byte[]> bytes(String attribute) {
        return attributes.getOrDefault(attribute.toLowerCase(Locale.ROOT), List.of()).stream()
                .findFirst();
    }

    /** Returns the entry without some attributes. */
    LdifEntry without(Set<String> names) {
        Map<String, List<byte[]>> fewer = new LinkedHashMap<>(attributes);
        names.forEach(name -> fewer.remove(name.toLowerCase(Locale.ROOT)));
        return new LdifEntry(dn, fewer);
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
