package org.adcache.http.query;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.adcache.account.AccountView;
import org.adcache.account.MailboxType;
import org.adcache.http.JsonName;
import org.adcache.http.JsonWriter;
import org.adcache.lookup.Freshness;
import org.adcache.lookup.SuggestAnswer.Range;

/**
 * Serializer of accounts, and of the properties that all answers about accounts have. Absent values are left out.
 * Texts are copied from the store to the answer as bytes.
 */
public final class AccountJson {
    private static final JsonName OBJECT_GUID = new JsonName("objectGUID");
    private static final JsonName TYPE = new JsonName("type");
    private static final JsonName DISTINGUISHED_NAME = new JsonName("distinguishedName");
    private static final JsonName CN = new JsonName("cn");
    private static final JsonName MAIL = new JsonName("mail");
    private static final JsonName ADDRESSES = new JsonName("addresses");
    private static final JsonName ACCOUNT_NAME = new JsonName("sAMAccountName");
    private static final JsonName UPN_SUFFIX = new JsonName("upnSuffix");
    private static final JsonName UPN = new JsonName("userPrincipalName");
    private static final JsonName OBJECT_SID = new JsonName("objectSid");
    private static final JsonName MAILBOX_TYPE = new JsonName("mailboxType");
    private static final JsonName EXPIRED = new JsonName("expired");
    private static final JsonName DISABLED = new JsonName("disabled");
    private static final JsonName HIDDEN = new JsonName("hidden");
    private static final JsonName CONNECTION = new JsonName("connection");
    private static final JsonName EXTRA = new JsonName("extra");
    private static final JsonName MATCHED = new JsonName("matched");
    private static final JsonName FIELD = new JsonName("field");
    private static final JsonName INDEX = new JsonName("index");
    private static final JsonName START = new JsonName("start");
    private static final JsonName END = new JsonName("end");
    private static final JsonName GENERATION = new JsonName("generation");
    private static final JsonName AS_OF = new JsonName("asOf");
    private static final JsonName STALE = new JsonName("stale");
    private static final JsonName EPOCH = new JsonName("epoch");

    private AccountJson() {}

    /** Writes the account as an object, expired or not at a moment. */
    static void write(JsonWriter out, AccountView account, Instant now) {
        out.writeStartObject();
        fields(out, account, now);
        out.writeEndObject();
    }

    /** Writes an account as a property, expired or not at a moment. */
    static void property(JsonWriter out, String name, AccountView account, Instant now) {
        out.writeName(name);
        write(out, account, now);
    }

    /** Writes a list of accounts as a property, expired or not at a moment. */
    public static void list(JsonWriter out, String name, List<AccountView> accounts, Instant now) {
        out.writeArrayPropertyStart(name);
        for (int i = 0; i < accounts.size(); i++) {
            write(out, accounts.get(i), now);
        }
        out.writeEndArray();
    }

    /** Writes the account as an object with the ranges that match. */
    public static void suggested(JsonWriter out, AccountView account, List<Range> matched, Instant now) {
        out.writeStartObject();
        fields(out, account, now);
        out.writeName(MATCHED);
        out.writeStartArray();
        for (int i = 0; i < matched.size(); i++) {
            range(out, matched.get(i));
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void range(JsonWriter out, Range range) {
        out.writeStartObject();
        out.writeName(FIELD);
        out.writeString(range.field());
        if (range.index().isPresent()) {
            number(out, INDEX, range.index().getAsInt());
        }
        number(out, START, range.start());
        number(out, END, range.end());
        out.writeEndObject();
    }

    /** Writes the properties that identify an account on the path from an address to a group. */
    static void step(JsonWriter out, AccountView account) {
        out.writeStartObject();
        guidAndType(out, account);
        cn(out, account);
        distinguishedName(out, account);
        out.writeEndObject();
    }

    /** Writes the age of the answer. */
    public static void freshness(JsonWriter out, Freshness freshness) {
        number(out, GENERATION, freshness.generation().number());
        if (freshness.asOf().isPresent()) {
            out.writeName(AS_OF);
            out.writeInstant(freshness.asOf().get());
        }
        bool(out, STALE, freshness.stale());
        number(out, EPOCH, freshness.epoch().number());
    }

    /** The name of a constant in the interface. */
    public static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void fields(JsonWriter out, AccountView account, Instant now) {
        guidAndType(out, account);
        Optional<String> mailboxType = account.mailboxType().flatMap(AccountJson::mailboxType);
        if (mailboxType.isPresent()) {
            out.writeName(MAILBOX_TYPE);
            out.writeString(mailboxType.get());
        }
        distinguishedName(out, account);
        cn(out, account);
        addresses(out, account);
        if (account.hasAccountName()) {
            out.writeName(ACCOUNT_NAME);
            account.accountName(out.startText());
            out.endText();
        }
        if (account.hasUpnSuffix()) {
            out.writeName(UPN_SUFFIX);
            account.upnSuffix(out.startText());
            out.endText();
        }
        if (account.hasUserPrincipalName()) {
            out.writeName(UPN);
            account.userPrincipalName(out.startText());
            out.endText();
        }
        if (account.hasObjectSid()) {
            out.writeName(OBJECT_SID);
            account.objectSid(out.startText());
            out.endText();
        }
        if (account.hasDisabled()) {
            bool(out, DISABLED, account.disabled());
        }
        bool(out, HIDDEN, account.hidden());
        if (account.isExpired(now)) {
            bool(out, EXPIRED, true);
        }
        out.writeName(CONNECTION);
        out.writeString(account.connection().value());
        extra(out, account.extra());
    }

    /** The name of a mailbox type in the interface, which has none for Exchange's own mailboxes. */
    public static Optional<String> mailboxType(MailboxType type) {
        return type == MailboxType.SYSTEM ? Optional.empty() : Optional.of(type.label());
    }

    private static void guidAndType(JsonWriter out, AccountView account) {
        out.writeName(OBJECT_GUID);
        out.writeGuid(account.objectGuid());
        out.writeName(TYPE);
        out.writeString(account.type().label());
    }

    private static void distinguishedName(JsonWriter out, AccountView account) {
        out.writeName(DISTINGUISHED_NAME);
        account.distinguishedName(out.startText());
        out.endText();
    }

    private static void cn(JsonWriter out, AccountView account) {
        if (account.hasCn()) {
            out.writeName(CN);
            account.cn(out.startText());
            out.endText();
        }
    }

    private static void addresses(JsonWriter out, AccountView account) {
        int count = account.addressCount();
        if (count == 0) {
            return;
        }
        out.writeName(MAIL);
        account.address(0, out.startText());
        out.endText();
        out.writeName(ADDRESSES);
        out.writeStartArray();
        for (int i = 0; i < count; i++) {
            account.address(i, out.startText());
            out.endText();
        }
        out.writeEndArray();
    }

    private static void extra(JsonWriter out, Map<String, List<String>> extra) {
        if (extra.isEmpty()) {
            return;
        }
        out.writeName(EXTRA);
        out.writeStartObject();
        extra.forEach((name, values) -> {
            out.writeArrayPropertyStart(name);
            values.forEach(out::writeString);
            out.writeEndArray();
        });
        out.writeEndObject();
    }

    private static void number(JsonWriter out, JsonName name, long value) {
        out.writeName(name);
        out.writeNumber(value);
    }

    private static void bool(JsonWriter out, JsonName name, boolean value) {
        out.writeName(name);
        out.writeBoolean(value);
    }
}
