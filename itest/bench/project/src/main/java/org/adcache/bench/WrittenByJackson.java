package org.adcache.bench;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.adcache.account.AccountView;
import org.adcache.account.TextSink;
import org.adcache.lookup.Freshness;
import org.adcache.lookup.LookupResult;
import org.adcache.lookup.MatchAnswer;
import org.adcache.lookup.SuggestAnswer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * The same answers, written by Jackson's generator as fast as it can be used: one factory whose buffers stay with
 * their thread, an output that is used again, names encoded once, and texts passed as the UTF-8 in which they are
 * stored.
 */
final class WrittenByJackson {
    private static final SerializableString OBJECT_GUID = new SerializedString("objectGUID");
    private static final SerializableString TYPE = new SerializedString("type");
    private static final SerializableString DISTINGUISHED_NAME = new SerializedString("distinguishedName");
    private static final SerializableString CN = new SerializedString("cn");
    private static final SerializableString MAIL = new SerializedString("mail");
    private static final SerializableString ADDRESSES = new SerializedString("addresses");
    private static final SerializableString ACCOUNT_NAME = new SerializedString("sAMAccountName");
    private static final SerializableString UPN_SUFFIX = new SerializedString("upnSuffix");
    private static final SerializableString UPN = new SerializedString("userPrincipalName");
    private static final SerializableString OBJECT_SID = new SerializedString("objectSid");
    private static final SerializableString DISABLED = new SerializedString("disabled");
    private static final SerializableString HIDDEN = new SerializedString("hidden");
    private static final SerializableString CONNECTION = new SerializedString("connection");
    private static final SerializableString EXTRA = new SerializedString("extra");
    private static final SerializableString MATCHED = new SerializedString("matched");
    private static final SerializableString FIELD = new SerializedString("field");
    private static final SerializableString INDEX = new SerializedString("index");
    private static final SerializableString START = new SerializedString("start");
    private static final SerializableString END = new SerializedString("end");
    private static final SerializableString FOUND = new SerializedString("found");
    private static final SerializableString ACCOUNTS = new SerializedString("accounts");
    private static final SerializableString COMPLETE = new SerializedString("complete");
    private static final SerializableString ITEMS = new SerializedString("items");
    private static final SerializableString RESULTS = new SerializedString("results");
    private static final SerializableString ADDRESS = new SerializedString("address");
    private static final SerializableString MATCHES = new SerializedString("matches");
    private static final SerializableString TITLE = new SerializedString("title");
    private static final SerializableString STATUS = new SerializedString("status");
    private static final SerializableString DETAIL = new SerializedString("detail");
    private static final SerializableString GENERATION = new SerializedString("generation");
    private static final SerializableString AS_OF = new SerializedString("asOf");
    private static final SerializableString STALE = new SerializedString("stale");
    private static final SerializableString EPOCH = new SerializedString("epoch");
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final JsonFactory factory = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .build();
    private final ByteArrayOutputStream output = new ByteArrayOutputStream(1 << 16);
    private final Text text = new Text();
    private String lastInstant = "";
    private Object lastInstantOf = "";

    private interface Content {
        void write(JsonGenerator out);
    }

    /** Sink of a text, which may arrive in several pieces. */
    private static final class Text implements TextSink {
        private byte[] bytes = new byte[1 << 12];
        private int size;

        @Override
        public void utf8(byte[] from, int start, int end) {
            if (size + end - start > bytes.length) {
                bytes = Arrays.copyOf(bytes, 2 * (size + end - start));
            }
            System.arraycopy(from, start, bytes, size, end - start);
            size += end - start;
        }

        @Override
        public void utf16(String from) {
            byte[] utf8 = from.getBytes(StandardCharsets.UTF_8);
            utf8(utf8, 0, utf8.length);
        }

        void writeTo(JsonGenerator out) {
            out.writeUTF8String(bytes, 0, size);
            size = 0;
        }

        void hex(long digits, int firstShift, int lastShift) {
            for (int shift = firstShift; shift >= lastShift; shift -= 4) {
                bytes[size++] = DIGITS[(int) (digits >>> shift) & 0xF];
            }
        }

        void dash() {
            bytes[size++] = '-';
        }
    }

    private byte[] write(Content content) {
        output.reset();
        try (JsonGenerator out = factory.createGenerator(ObjectWriteContext.empty(), output)) {
            out.writeStartObject();
            content.write(out);
            out.writeEndObject();
        }
        return output.toByteArray();
    }

    byte[] found(LookupResult.Found found, Freshness freshness) {
        return write(out -> {
            out.writeName(FOUND).writeBoolean(true);
            out.writeName(ACCOUNTS).writeStartArray();
            for (AccountView account : found.accounts()) {
                out.writeStartObject();
                fields(out, account);
                out.writeEndObject();
            }
            out.writeEndArray();
            freshness(out, freshness);
        });
    }

    byte[] suggested(SuggestAnswer.Suggested answer) {
        return write(out -> {
            out.writeName(COMPLETE).writeBoolean(answer.complete());
            out.writeName(ITEMS).writeStartArray();
            for (SuggestAnswer.Item item : answer.items()) {
                out.writeStartObject();
                fields(out, item.account());
                out.writeName(MATCHED).writeStartArray();
                item.matched().forEach(range -> range(out, range));
                out.writeEndArray();
                out.writeEndObject();
            }
            out.writeEndArray();
            freshness(out, answer.freshness());
        });
    }

    private static void range(JsonGenerator out, SuggestAnswer.Range range) {
        out.writeStartObject();
        out.writeName(FIELD).writeString(range.field());
        if (range.index().isPresent()) {
            out.writeName(INDEX).writeNumber(range.index().getAsInt());
        }
        out.writeName(START).writeNumber(range.start());
        out.writeName(END).writeNumber(range.end());
        out.writeEndObject();
    }

    byte[] matched(List<MatchAnswer.Recipient> recipients, Freshness freshness) {
        return write(out -> {
            out.writeName(RESULTS).writeStartArray();
            for (MatchAnswer.Recipient recipient : recipients) {
                out.writeStartObject();
                out.writeName(ADDRESS).writeString(recipient.address());
                out.writeName(MATCHES).writeStartObject();
                recipient
                        .verdicts()
                        .forEach((id, verdict) -> out.writeName(id)
                                .writeString(
                                        verdict.name().toLowerCase(Locale.ROOT).replace('_', '-')));
                out.writeEndObject();
                out.writeEndObject();
            }
            out.writeEndArray();
            freshness(out, freshness);
        });
    }

    byte[] notFound(Freshness freshness) {
        return write(out -> {
            out.writeName(TYPE).writeString("/problems/not-found");
            out.writeName(TITLE).writeString("Not found");
            out.writeName(STATUS).writeNumber(404);
            out.writeName(DETAIL).writeString("No account has this key.");
            freshness(out, freshness);
        });
    }

    private void freshness(JsonGenerator out, Freshness freshness) {
        out.writeName(GENERATION).writeNumber(freshness.generation().number());
        freshness.asOf().ifPresent(at -> {
            if (!at.equals(lastInstantOf)) {
                lastInstant = at.toString();
                lastInstantOf = at;
            }
            out.writeName(AS_OF).writeString(lastInstant);
        });
        out.writeName(STALE).writeBoolean(freshness.stale());
        out.writeName(EPOCH).writeNumber(freshness.epoch().number());
    }

    private void fields(JsonGenerator out, AccountView account) {
        guid(account.objectGuid().high(), account.objectGuid().low());
        text.writeTo(out.writeName(OBJECT_GUID));
        out.writeName(TYPE).writeString(account.type().label());
        account.distinguishedName(text);
        text.writeTo(out.writeName(DISTINGUISHED_NAME));
        if (account.hasCn()) {
            account.cn(text);
            text.writeTo(out.writeName(CN));
        }
        addresses(out, account);
        if (account.hasAccountName()) {
            account.accountName(text);
            text.writeTo(out.writeName(ACCOUNT_NAME));
        }
        if (account.hasUpnSuffix()) {
            account.upnSuffix(text);
            text.writeTo(out.writeName(UPN_SUFFIX));
        }
        if (account.hasUserPrincipalName()) {
            account.userPrincipalName(text);
            text.writeTo(out.writeName(UPN));
        }
        if (account.hasObjectSid()) {
            account.objectSid(text);
            text.writeTo(out.writeName(OBJECT_SID));
        }
        out.writeName(DISABLED).writeBoolean(account.disabled());
        out.writeName(HIDDEN).writeBoolean(account.hidden());
        out.writeName(CONNECTION).writeString(account.connection().value());
        extra(out, account.extra());
    }

    private void guid(long high, long low) {
        text.hex(high, 60, 32);
        text.dash();
        text.hex(high, 28, 16);
        text.dash();
        text.hex(high, 12, 0);
        text.dash();
        text.hex(low, 60, 48);
        text.dash();
        text.hex(low, 44, 0);
    }

    private void addresses(JsonGenerator out, AccountView account) {
        int count = account.addressCount();
        if (count == 0) {
            return;
        }
        account.address(0, text);
        text.writeTo(out.writeName(MAIL));
        out.writeName(ADDRESSES).writeStartArray();
        for (int i = 0; i < count; i++) {
            account.address(i, text);
            text.writeTo(out);
        }
        out.writeEndArray();
    }

    private static void extra(JsonGenerator out, Map<String, List<String>> extra) {
        if (!extra.isEmpty()) {
            out.writeName(EXTRA).writeStartObject();
            extra.forEach((name, values) -> {
                out.writeName(name).writeStartArray();
                values.forEach(out::writeString);
                out.writeEndArray();
            });
            out.writeEndObject();
        }
    }
}
