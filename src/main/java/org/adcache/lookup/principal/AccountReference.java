package org.adcache.lookup.principal;

import java.util.Optional;
import org.adcache.account.DistinguishedName;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ObjectSid;

/** Unambiguous name of an account or group in a configuration, with the text as it was written. */
public sealed interface AccountReference {
    String text();

    /**
     * Distinguished name.
     *
     * @param key its comparison form
     */
    record ByDn(String text, String key) implements AccountReference {}

    record BySid(String text, ObjectSid sid) implements AccountReference {}

    record ByGuid(String text, ObjectGuid guid) implements AccountReference {}

    /** {@code DOMAIN\name}, with the NetBIOS name of the domain. */
    record InDomain(String text, String netbiosName, String name) implements AccountReference {}

    /** {@code name@realm}. */
    record InRealm(String text, String name, String realm) implements AccountReference {}

    /** Parses a reference; empty if the text has none of the forms. A name alone is none: each domain may have it. */
    static Optional<AccountReference> parse(String written) {
        String text = written.strip();
        Optional<ObjectSid> sid = ObjectSid.parse(text);
        if (sid.isPresent()) {
            return Optional.of(new BySid(text, sid.get()));
        }
        Optional<ObjectGuid> guid = ObjectGuid.parse(text);
        if (guid.isPresent()) {
            return Optional.of(new ByGuid(text, guid.get()));
        }
        Optional<String> key = text.indexOf('=') > 0 ? DistinguishedName.keyOf(text) : Optional.empty();
        if (key.isPresent()) {
            return Optional.of(new ByDn(text, key.get()));
        }
        return name(text);
    }

    private static Optional<AccountReference> name(String text) {
        int backslash = text.indexOf('\\');
        if (backslash >= 0) {
            String domain = text.substring(0, backslash).strip();
            String name = text.substring(backslash + 1).strip();
            return domain.isEmpty() || name.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new InDomain(text, domain, name));
        }
        int at = text.lastIndexOf('@');
        String name = at < 0 ? "" : text.substring(0, at).strip();
        String realm = text.substring(at + 1).strip();
        return name.isEmpty() || realm.isEmpty() ? Optional.empty() : Optional.of(new InRealm(text, name, realm));
    }
}
