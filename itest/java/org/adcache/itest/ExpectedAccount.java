package org.adcache.itest;

import java.net.IDN;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Expected answer of adcache for an entry that {@code ldapsearch} printed, computed from the text of search.md alone.
 */
record ExpectedAccount(LdifEntry entry, String type, String domain) {
    /** The attributes that the computation needs. */
    static final List<String> ATTRIBUTES = List.of(
            "objectGUID",
            "objectSid",
            "distinguishedName",
            "cn",
            "mail",
            "proxyAddresses",
            "sAMAccountName",
            "userPrincipalName",
            "userAccountControl",
            "accountExpires",
            "primaryGroupID",
            "msExchHideFromAddressLists");

    private static final int ACCOUNTDISABLE = 0x2;
    /** 1601-01-01 to 1970-01-01, in the 100 ns of a FILETIME (MS-DTYP section 2.3.3). */
    private static final long FILETIME_OF_EPOCH = 116_444_736_000_000_000L;

    /**
     * What the property sets that are open to all don't contain: an ordinary account of a hardened domain reads it of
     * no other user.
     */
    private static final Set<String> RESTRICTED =
            Set.of("userAccountControl", "accountExpires", "msExchHideFromAddressLists");

    /** The account as an ordinary account of a hardened domain reads it. */
    ExpectedAccount asReadBy(String reader) {
        boolean open = !type.equals("user") || entry.text("sAMAccountName").equals(Optional.of(reader));
        return open ? this : new ExpectedAccount(entry.without(RESTRICTED), type, domain);
    }

    String guid() {
        return Identifiers.guid(entry.bytes("objectGUID").orElseThrow());
    }

    Optional<String> sid() {
        return entry.bytes("objectSid").map(Identifiers::sid);
    }

    /** The SID of the primary group: the account's own SID with the last number replaced. */
    Optional<String> primaryGroup() {
        return entry.text("primaryGroupID").flatMap(rid -> sid().map(sid -> sid.replaceAll("\\d+$", rid)));
    }

    /** The account as JSON, without the name of the connection. */
    Map<String, Object> json() {
        Map<String, Object> json = new TreeMap<>();
        List<String> addresses = addresses();
        json.put("objectGUID", guid());
        json.put("type", type);
        entry.text("distinguishedName").ifPresent(value -> json.put("distinguishedName", value));
        entry.text("cn").ifPresent(value -> json.put("cn", value));
        if (!addresses.isEmpty()) {
            json.put("mail", addresses.get(0));
            json.put("addresses", addresses);
        }
        entry.text("sAMAccountName").ifPresent(value -> json.put("sAMAccountName", value));
        if (type.equals("user")) {
            Optional<String> explicit = entry.text("userPrincipalName");
            explicit.ifPresent(value -> json.put("userPrincipalName", value));
            json.put(
                    "upnSuffix",
                    explicit.map(value -> value.substring(value.lastIndexOf('@') + 1))
                            .orElse(domain));
        }
        sid().ifPresent(value -> json.put("objectSid", value));
        Optional<String> control = type.equals("user") ? entry.text("userAccountControl") : Optional.of("0");
        control.map(Integer::parseInt).ifPresent(flags -> json.put("disabled", (flags & ACCOUNTDISABLE) != 0));
        if (type.equals("user") && isExpired()) {
            json.put("expired", true);
        }
        json.put("hidden", entry.text("msExchHideFromAddressLists").equals(Optional.of("TRUE")));
        return json;
    }

    /** Whether {@code accountExpires} is past (MS-ADTS section 2.2.1): 0 and the largest value mean never. */
    private boolean isExpired() {
        long expires = entry.text("accountExpires").map(Long::parseLong).orElse(0L);
        long now = System.currentTimeMillis() * 10_000 + FILETIME_OF_EPOCH;
        return expires != 0 && expires < now;
    }

    /**
     * The primary address, then the others sorted; two spellings of one address count once. Several values marked as
     * primary, which Exchange forbids, count as none.
     */
    List<String> addresses() {
        List<String> values = new ArrayList<>();
        List<String> marked = new ArrayList<>();
        List<String> mail = entry.texts("mail");
        for (String value : entry.texts("proxyAddresses")) {
            int colon = value.indexOf(':');
            if (colon > 0 && value.substring(0, colon).equalsIgnoreCase("smtp")) {
                values.add(value.substring(colon + 1));
                if (value.startsWith("SMTP:")) {
                    marked.add(value.substring(colon + 1));
                }
            }
        }
        List<String> primaryCandidates = new ArrayList<>(marked.size() == 1 ? marked : List.of());
        primaryCandidates.addAll(mail);
        List<String> all = new ArrayList<>(primaryCandidates);
        all.addAll(values);
        Map<String, String> usable = new LinkedHashMap<>();
        all.stream()
                .map(String::strip)
                .filter(ExpectedAccount::isUsable)
                .forEach(value -> usable.putIfAbsent(key(value), value));
        List<String> result = new ArrayList<>(usable.values());
        if (!result.isEmpty()) {
            result.subList(1, result.size()).sort(null);
        }
        return result;
    }

    private static boolean isUsable(String value) {
        int at = value.indexOf('@');
        return at > 0
                && at == value.lastIndexOf('@')
                && at < value.length() - 1
                && value.chars().noneMatch(Character::isWhitespace);
    }

    /** Returns the canonical form, in which two spellings of one address are equal. */
    static String key(String address) {
        int at = address.lastIndexOf('@');
        String ascii = IDN.toASCII(address.substring(at + 1), IDN.ALLOW_UNASSIGNED);
        return (address.substring(0, at) + "@" + ascii).toLowerCase(Locale.ROOT);
    }
}
