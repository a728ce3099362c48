package org.adcache.http.admin;

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

/** Mapping from accounts to documents, with the fields that {@code AccountJson} writes for lookup. */
final class AccountDocuments {
    private AccountDocuments() {}

    static AccountDocument of(Account account) {
        List<String> addresses =
                account.addresses().stream().map(MailAddress::value).toList();
        return new AccountDocument(
                account.objectGuid().toString(),
                account.type().label(),
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
