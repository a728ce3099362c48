package org.adcache.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.adcache.account.Account;
import org.adcache.account.AccountName;
import org.adcache.account.AccountType;
import org.adcache.account.ConnectionId;
import org.adcache.account.DistinguishedName;
import org.adcache.account.GroupMember;
import org.adcache.account.MailAddress;
import org.adcache.account.MailboxType;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ObjectSid;
import org.adcache.account.RequiredAttribute;
import org.adcache.account.UpnSuffix;
import org.adcache.account.UserPrincipalName;

/** Test accounts, random or by number. */
public final class Accounts {
    static final List<String> NAMES = List.of(
            "Zoë O'Brien-Łuczak",
            "Щукин Юрий",
            "محمد العربي",
            "Emoji 😀 Person",
            "Doe, Jo \\ \"Q\"",
            "李小龍先生",
            "Plain Name");

    private Accounts() {}

    public static ObjectGuid guid(long number) {
        // Spread so that neighbours differ in the sign of both halves: the order must be unsigned.
        return new ObjectGuid(number * 0x9E3779B97F4A7C15L, number);
    }

    /** A user whose texts can all be searched for in the files on disk. */
    public static Account user(ConnectionId connection, long number, String name) {
        ObjectSid sid =
                ObjectSid.parse("S-1-5-21-111-222-333-" + (1000 + number)).orElseThrow();
        UserPrincipalName upn = new UserPrincipalName("upn.of." + number + "@corp.example.com");
        return Account.builder(
                        guid(number),
                        AccountType.USER,
                        connection,
                        new DistinguishedName("CN=" + name.replace(",", "\\,") + " " + number + ",OU=Staff,DC=corp"))
                .cn(name + " " + number)
                .addresses(addresses("primary." + number + "@corp.example.com", "alias." + number + "@bücher.example"))
                .samAccountName(new AccountName("account" + number))
                .userPrincipalName(upn)
                .upnSuffix(upn.suffix().orElseThrow())
                .objectSid(sid)
                .primaryGroup(ObjectSid.parse("S-1-5-21-111-222-333-513").orElseThrow())
                .build();
    }

    public static Account random(ConnectionId connection, ObjectGuid guid, Random random) {
        AccountType type = List.of(AccountType.values()).get(random.nextInt(3));
        String name = NAMES.get(random.nextInt(NAMES.size())) + random.nextInt(1000);
        Account.Builder account = Account.builder(
                        guid, type, connection, new DistinguishedName("CN=" + name + ",DC=" + random.nextInt(9)))
                .disabled(random.nextBoolean())
                .hidden(random.nextBoolean());
        if (random.nextInt(8) > 0) {
            account.cn(name);
        }
        if (random.nextBoolean()) {
            account.samAccountName(new AccountName("sam" + random.nextInt(100)));
        }
        if (random.nextBoolean()) {
            account.userPrincipalName(new UserPrincipalName(random.nextBoolean() ? "u" + name + "@X.example" : "bare"));
        }
        if (random.nextBoolean()) {
            account.upnSuffix(new UpnSuffix(random.nextBoolean() ? "X.example" : "other.example"));
        }
        if (random.nextBoolean()) {
            account.objectSid(sid(random));
        }
        if (random.nextBoolean()) {
            account.primaryGroup(sid(random));
        }
        if (random.nextInt(4) == 0) {
            account.sidHistory(List.of(sid(random), sid(random)));
        }
        if (random.nextInt(4) == 0) {
            account.mailboxType(List.of(MailboxType.values()).get(random.nextInt(MailboxType.values().length)));
        }
        if (random.nextInt(4) == 0) {
            account.accountExpires(Instant.ofEpochSecond(random.nextLong(900_000_000_000L)));
        }
        account.unreadable(Arrays.stream(RequiredAttribute.values())
                .filter(any -> random.nextInt(8) == 0)
                .toList());
        return account.addresses(randomAddresses(random))
                .members(members(random))
                .extra(extra(random))
                .build();
    }

    /** Attribute counts, computed from the accounts themselves. */
    public static AttributeCounts attributes(Collection<Account> accounts) {
        AttributeCounts counts = AttributeCounts.NONE;
        for (Account account : accounts) {
            Map<AttributeCounts.Key, Integer> present = new HashMap<>();
            names(account).forEach(name -> present.put(new AttributeCounts.Key(account.type(), name), 1));
            counts = counts.plus(present);
        }
        return counts;
    }

    private static List<String> names(Account account) {
        List<String> names = new ArrayList<>();
        if (!account.addresses().isEmpty()) {
            names.add("addresses");
        }
        account.samAccountName().ifPresent(name -> names.add("sAMAccountName"));
        account.userPrincipalName().ifPresent(upn -> names.add("userPrincipalName"));
        account.objectSid().ifPresent(sid -> names.add("objectSid"));
        account.primaryGroup().ifPresent(group -> names.add("primaryGroupID"));
        if (!account.sidHistory().isEmpty()) {
            names.add("sIDHistory");
        }
        account.unreadable().forEach(attribute -> names.add("unreadable " + attribute.ldapName()));
        if (!account.members().isEmpty()) {
            names.add("member");
        }
        account.extra().forEach((name, values) -> {
            if (!values.isEmpty()) {
                names.add(name);
            }
        });
        return names;
    }

    static List<MailAddress> addresses(String... values) {
        List<MailAddress> addresses = new ArrayList<>();
        for (String value : values) {
            addresses.add(MailAddress.parse(value).orElseThrow());
        }
        return addresses;
    }

    private static List<MailAddress> randomAddresses(Random random) {
        List<MailAddress> addresses = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            String local = random.nextBoolean() ? "Jo.Doe" : "jürgen😀";
            String domain = random.nextBoolean() ? "Corp.example" : "straße.bücher.example";
            addresses.addAll(addresses(local + i + "@" + domain));
        }
        if (random.nextInt(5) == 0) {
            addresses.add(new MailAddress("not as parsed", "some key"));
        }
        return addresses;
    }

    private static List<GroupMember> members(Random random) {
        List<GroupMember> members = new ArrayList<>();
        for (int i = random.nextInt(20) == 0 ? 3000 : random.nextInt(4); i > 0; i--) {
            ObjectGuid guid = new ObjectGuid(random.nextLong(), random.nextLong());
            members.add(new GroupMember(
                    guid,
                    random.nextInt(4) == 0 ? Optional.of(sid(random)) : Optional.empty(),
                    List.of(GroupMember.Kind.values()).get(random.nextInt(GroupMember.Kind.values().length))));
        }
        return members;
    }

    private static Map<String, List<String>> extra(Random random) {
        Map<String, List<String>> extra = new LinkedHashMap<>();
        List<String> names = new ArrayList<>(List.of("title", "displayName", "department", "empty"));
        Collections.shuffle(names, random);
        for (String name : names.subList(0, random.nextInt(5))) {
            extra.put(
                    name, name.equals("empty") ? List.of() : List.of("v" + random.nextInt(10), "", "half \uD83D pair"));
        }
        return extra;
    }

    private static ObjectSid sid(Random random) {
        return ObjectSid.parse("S-1-5-21-" + random.nextInt(1 << 30) + "-" + random.nextInt(1 << 30) + "-4294967295")
                .orElseThrow();
    }
}
