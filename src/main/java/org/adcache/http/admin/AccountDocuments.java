package org.adcache.http.admin;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.adcache.account.Account;
import org.adcache.account.AccountName;
import org.adcache.account.MailAddress;
import org.adcache.account.ObjectSid;
import org.adcache.account.UpnSuffix;
import org.adcache.account.UserPrincipalName;
import org.adcache.api.AccountDocument;
import org.adcache.http.query.AccountJson;

/** Mapping from accounts to documents, with the fields that {@code AccountJson} writes for lookup. */
public final class AccountDocuments {
    private AccountDocuments() {}

    /** The document of an account as of a moment. */
    public static AccountDocument of(Account account, Instant now) {
        List<String> addresses =
                account.addresses().stream().map(MailAddress::value).toList();
        return new AccountDocument(
                account.objectGuid().toString(),
                account.type().label(),
                account.mailboxType().flatMap(AccountJson::mailboxType),
                account.distinguishedName().value(),
                unlessEmpty(account.cn()),
                addresses.stream().findFirst(),
                addresses.isEmpty() ? Optional.empty() : Optional.of(addresses),
                account.samAccountName().map(AccountName::value),
                account.upnSuffix().map(UpnSuffix::value),
                account.userPrincipalName().map(UserPrincipalName::value),
                account.objectSid().map(ObjectSid::toString),
                account.disabled(),
                account.hidden(),
                account.isExpired(now) ? Optional.of(true) : Optional.empty(),
                account.connection().value(),
                extra(account.extra()));
    }

    private static Optional<String> unlessEmpty(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static Optional<Map<String, List<String>>> extra(Map<String, List<String>> values) {
        return values.isEmpty() ? Optional.empty() : Optional.of(values);
    }
}
