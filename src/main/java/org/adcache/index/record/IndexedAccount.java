package org.adcache.index.record;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.adcache.account.Account;
import org.adcache.account.AccountType;
import org.adcache.account.AccountView;
import org.adcache.account.ConnectionId;
import org.adcache.account.MailboxType;
import org.adcache.account.ObjectGuid;
import org.adcache.account.RequiredAttribute;
import org.adcache.account.TextSink;
import org.adcache.account.UpnSuffix;
import org.adcache.store.record.AttributeCodes;

/** Account view over a packed record. */
final class IndexedAccount implements AccountView {
    private static final byte[] COMMA = {','};

    private final PackedRecord record;
    private final ConnectionId connection;

    IndexedAccount(PackedRecord record, ConnectionId connection) {
        this.record = record;
        this.connection = connection;
    }

    @Override
    public Account account() {
        return RecordDecoder.account(record, connection);
    }

    @Override
    public ObjectGuid objectGuid() {
        return record.guid();
    }

    @Override
    public AccountType type() {
        return record.type();
    }

    @Override
    public ConnectionId connection() {
        return connection;
    }

    @Override
    public boolean hasDisabled() {
        return !AttributeCodes.isAmong(RequiredAttribute.USER_ACCOUNT_CONTROL, record.unreadable());
    }

    @Override
    public boolean disabled() {
        return record.has(PackedRecord.DISABLED);
    }

    @Override
    public boolean hidden() {
        return record.has(PackedRecord.HIDDEN);
    }

    @Override
    public Optional<MailboxType> mailboxType() {
        return AttributeCodes.mailboxType(record.mailboxCode());
    }

    @Override
    public boolean isExpired(Instant now) {
        return record.hasExpiry() && now.getEpochSecond() >= record.expires();
    }

    @Override
    public void distinguishedName(TextSink sink) {
        if (!record.toComponent()) {
            sink.utf8(PackedRecord.CN, 0, PackedRecord.CN.length);
        }
        record.text().writeTo(sink);
        if (record.container() != PackedRecord.NO_CONTAINER) {
            sink.utf8(COMMA, 0, COMMA.length);
            record.shared().writeTo(sink, record.container());
        }
    }

    @Override
    public String cn() {
        return toCn().toString();
    }

    @Override
    public boolean hasCn() {
        return toCn().length() > 0;
    }

    @Override
    public void cn(TextSink sink) {
        toCn().writeTo(sink);
    }

    private RecordText toCn() {
        record.toCn();
        return record.text();
    }

    @Override
    public int addressCount() {
        return record.addressCount();
    }

    @Override
    public String address(int index) {
        return toAddress(index).toString();
    }

    @Override
    public void address(int index, TextSink sink) {
        toAddress(index).writeTo(sink);
    }

    private RecordText toAddress(int index) {
        record.toAddress(index);
        return record.text();
    }

    @Override
    public boolean hasAccountName() {
        return record.has(PackedRecord.ACCOUNT_NAME);
    }

    @Override
    public String accountName() {
        return toAccountName().toString();
    }

    @Override
    public void accountName(TextSink sink) {
        toAccountName().writeTo(sink);
    }

    private RecordText toAccountName() {
        record.toAccountName();
        return record.text();
    }

    @Override
    public boolean hasUserPrincipalName() {
        return record.has(PackedRecord.UPN);
    }

    @Override
    public String userPrincipalName() {
        return toUserPrincipalName().toString();
    }

    @Override
    public void userPrincipalName(TextSink sink) {
        toUserPrincipalName().writeTo(sink);
    }

    private RecordText toUserPrincipalName() {
        record.toUserPrincipalName();
        return record.text();
    }

    @Override
    public boolean hasUpnSuffix() {
        return record.has(PackedRecord.UPN_SUFFIX | PackedRecord.UPN_SUFFIX_OF_UPN);
    }

    @Override
    public String upnSuffix() {
        if (record.has(PackedRecord.UPN_SUFFIX_OF_UPN)) {
            return UpnSuffix.of(userPrincipalName()).orElseThrow().value();
        }
        record.toUpnSuffix();
        return record.text().toString();
    }

    @Override
    public void upnSuffix(TextSink sink) {
        if (!record.has(PackedRecord.UPN_SUFFIX_OF_UPN)) {
            record.toUpnSuffix();
            record.text().writeTo(sink);
        } else if (!toUserPrincipalName().writeSecondTo(sink)) {
            byte[] utf8 = upnSuffix().getBytes(StandardCharsets.UTF_8);
            sink.utf8(utf8, 0, utf8.length);
        }
    }

    @Override
    public boolean hasObjectSid() {
        return record.has(PackedRecord.SID);
    }

    @Override
    public void objectSid(TextSink sink) {
        record.toSids();
        record.writeSid(sink);
    }

    @Override
    public Map<String, List<String>> extra() {
        return record.toExtra() ? RecordDecoder.extra(record) : Map.of();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AccountView view && account().equals(view.account());
    }

    @Override
    public int hashCode() {
        return objectGuid().hashCode();
    }

    @Override
    public String toString() {
        return account().toString();
    }
}
