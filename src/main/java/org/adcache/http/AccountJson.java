package org.adcache.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.adcache.account.Account;
import org.adcache.account.MailAddress;
import org.adcache.lookup.Freshness;
import org.adcache.lookup.SuggestAnswer.Range;

/** The JSON of an account and of what every answer about accounts carries. Fields without a value are left out. */
final class AccountJson {
    private AccountJson() {}

    /** The account as an object. */
    static void write(JsonOut out, Account account) {
        out.writeStartObject();
        fields(out, account);
        out.writeEndObject();
    }

    /** A list of accounts as a property. */
    static void list(JsonOut out, String name, List<Account> accounts) {
        out.writeArrayPropertyStart(name);
        accounts.forEach(account -> write(out, account));
        out.writeEndArray();
    }

    /** The account as an object that also has the ranges where it matches. */
    static void suggested(JsonOut out, Account account, List<Range> matched) {
        out.writeStartObject();
        fields(out, account);
        out.writeArrayPropertyStart("matched");
        for (Range range : matched) {
            out.writeStartObject();
            out.writeStringProperty("field", range.field());
            range.index().ifPresent(index -> out.writeNumberProperty("index", index));
            out.writeNumberProperty("start", range.start());
            out.writeNumberProperty("end", range.end());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    /** What names an account on the path from an address to a group. */
    static void step(JsonOut out, Account account) {
        out.writeStartObject();
        out.writeStringProperty("objectGUID", account.objectGuid().toString());
        out.writeStringProperty("type", account.type().label());
        cn(out, account);
        out.writeStringProperty("distinguishedName", account.distinguishedName().value());
        out.writeEndObject();
    }

    /** The properties that say how old an answer is. */
    static void freshness(JsonOut out, Freshness freshness) {
        out.writeNumberProperty("generation", freshness.generation().number());
        freshness.asOf().ifPresent(at -> out.writeStringProperty("asOf", at.toString()));
        out.writeBooleanProperty("stale", freshness.stale());
        out.writeNumberProperty("epoch", freshness.epoch().number());
    }

    /** The name of a constant, as the interface has it. */
    static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void fields(JsonOut out, Account account) {
        out.writeStringProperty("objectGUID", account.objectGuid().toString());
        out.writeStringProperty("type", account.type().label());
        out.writeStringProperty("distinguishedName", account.distinguishedName().value());
        cn(out, account);
        addresses(out, account.addresses());
        account.samAccountName().ifPresent(name -> out.writeStringProperty("sAMAccountName", name.value()));
        account.upnSuffix().ifPresent(suffix -> out.writeStringProperty("upnSuffix", suffix.value()));
        account.userPrincipalName().ifPresent(upn -> out.writeStringProperty("userPrincipalName", upn.value()));
        account.objectSid().ifPresent(sid -> out.writeStringProperty("objectSid", sid.toString()));
        out.writeBooleanProperty("disabled", account.disabled());
        out.writeBooleanProperty("hidden", account.hidden());
        out.writeStringProperty("connection", account.connection().value());
        extra(out, account.extra());
    }

    private static void cn(JsonOut out, Account account) {
        if (!account.cn().isEmpty()) {
            out.writeStringProperty("cn", account.cn());
        }
    }

    private static void addresses(JsonOut out, List<MailAddress> addresses) {
        if (addresses.isEmpty()) {
            return;
        }
        out.writeStringProperty("mail", addresses.get(0).value());
        texts(out, "addresses", addresses.stream().map(MailAddress::value).toList());
    }

    private static void extra(JsonOut out, Map<String, List<String>> extra) {
        if (extra.isEmpty()) {
            return;
        }
        out.writeObjectPropertyStart("extra");
        extra.forEach((name, values) -> texts(out, name, values));
        out.writeEndObject();
    }

    private static void texts(JsonOut out, String name, List<String> values) {
        out.writeArrayPropertyStart(name);
        values.forEach(out::writeString);
        out.writeEndArray();
    }
}
