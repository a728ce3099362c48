package org.adcache.index.record;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.adcache.account.Account;
import org.adcache.account.AccountName;
import org.adcache.account.ConnectionId;
import org.adcache.account.DistinguishedName;
import org.adcache.account.MailAddress;
import org.adcache.account.ObjectSid;
import org.adcache.account.UpnSuffix;
import org.adcache.account.UserPrincipalName;
import org.adcache.store.record.AttributeCodes;

/** Decoder of packed records into accounts; groups lack their members. */
final class RecordDecoder {
    private RecordDecoder() {}

    static Account account(PackedRecord record, ConnectionId connection) {
        Account.Builder account = Account.builder(
                        record.guid(), record.type(), connection, new DistinguishedName(record.distinguishedName()))
                .addresses(addresses(record))
                .disabled(record.has(PackedRecord.DISABLED))
                .hidden(record.has(PackedRecord.HIDDEN))
                .unreadable(AttributeCodes.attributes(record.unreadable()));
        AttributeCodes.mailboxType(record.mailboxCode()).ifPresent(account::mailboxType);
        if (record.hasExpiry()) {
            account.accountExpires(Instant.ofEpochSecond(record.expires()));
        }
        record.toCn();
        account.cn(record.text().toString());
        if (record.toAccountName()) {
            account.samAccountName(new AccountName(record.text().toString()));
        }
        if (record.toUserPrincipalName()) {
            UserPrincipalName upn = new UserPrincipalName(record.text().toString());
            account.userPrincipalName(upn);
            if (record.has(PackedRecord.UPN_SUFFIX_OF_UPN)) {
                account.upnSuffix(upn.suffix().orElseThrow());
            }
        }
        if (record.toUpnSuffix()) {
            account.upnSuffix(new UpnSuffix(record.text().toString()));
        }
        record.toSids();
        if (record.has(PackedRecord.SID)) {
            account.objectSid(record.nextSid());
        }
        if (record.has(PackedRecord.PRIMARY_GROUP)) {
            account.primaryGroup(record.nextSid());
        }
        account.sidHistory(history(record));
        if (record.toExtra()) {
            account.extra(extra(record));
        }
        return account.build();
    }

    private static List<ObjectSid> history(PackedRecord record) {
        List<ObjectSid> history = new ArrayList<>(0);
        for (int left = record.toHistory(); left > 0; left--) {
            history.add(record.nextSid());
        }
        return history;
    }

    private static List<MailAddress> addresses(PackedRecord record) {
        int count = record.addressCount();
        List<MailAddress> addresses = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            record.nextAddress();
            String value = record.text().toString();
            addresses.add(
                    record.toKeyOfAddress()
                            ? new MailAddress(value, record.text().toString())
                            : MailAddress.ofAscii(value));
        }
        return addresses;
    }

    static Map<String, List<String>> extra(PackedRecord record) {
        Map<String, List<String>> extra = new LinkedHashMap<>();
        for (int names = record.number(); names > 0; names--) {
            String name = record.next().toString();
            int count = record.number();
            List<String> values = new ArrayList<>(count);
            for (; count > 0; count--) {
                values.add(record.next().toString());
            }
            extra.put(name, List.copyOf(values));
        }
        return extra;
    }
}
