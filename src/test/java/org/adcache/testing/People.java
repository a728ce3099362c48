package org.adcache.testing;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.adcache.account.Account;
import org.adcache.account.AccountName;
import org.adcache.account.AccountType;
import org.adcache.account.ConnectionId;
import org.adcache.account.DistinguishedName;
import org.adcache.account.Domain;
import org.adcache.account.GroupMember;
import org.adcache.account.MailAddress;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ObjectSid;
import org.adcache.account.UpnSuffix;

/** Plain accounts of one connection, {@code corp}, by number. */
public final class People {
    public static final ConnectionId CORP = new ConnectionId("corp");
    public static final ObjectSid DOMAIN_SID = ObjectSid.parse("S-1-5-21-1-2-3").orElseThrow();
    public static final Domain DOMAIN = new Domain("corp.example", "CORP.EXAMPLE", "CORP", Optional.of(DOMAIN_SID));

    private People() {}

    /** Users 1 to count. */
    public static List<Account> users(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(People::user).toList();
    }

    public static Account user(int number) {
        return Account.builder(
                        new ObjectGuid(number, number),
                        AccountType.USER,
                        CORP,
                        new DistinguishedName("CN=User " + number + ",OU=People,DC=corp,DC=example"))
                .cn("User " + number)
                .addresses(List.of(
                        MailAddress.parse("user" + number + "@corp.example").orElseThrow()))
                .samAccountName(new AccountName("user" + number))
                .upnSuffix(new UpnSuffix("corp.example"))
                .objectSid(DOMAIN_SID.withRelativeId(1000 + number))
                .primaryGroup(DOMAIN_SID.withRelativeId(513))
                .build();
    }

    public static Account group(int number, Account... members) {
        return Account.builder(
                        new ObjectGuid((1L << 32) | number, number),
                        AccountType.GROUP,
                        CORP,
                        new DistinguishedName("CN=Group " + number + ",OU=Groups,DC=corp,DC=example"))
                .cn("Group " + number)
                .samAccountName(new AccountName("group" + number))
                .objectSid(DOMAIN_SID.withRelativeId(100_000 + number))
                .members(List.of(members).stream()
                        .map(member -> new GroupMember(member.objectGuid(), Optional.empty()))
                        .toList())
                .build();
    }
}
