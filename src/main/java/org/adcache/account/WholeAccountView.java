package org.adcache.account;

import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** View of a decoded account. */
final class WholeAccountView implements AccountView {
    private final Account account;

    WholeAccountView(Account account) {
        this.account = account;
    }

    @Override
    public Account account() {
        return account;
    }

    @Override
    public ObjectGuid objectGuid() {
        return account.objectGuid();
    }

    @Override
    public AccountType type() {
        return account.type();
    }

    @Override
    public ConnectionId connection() {
        return account.connection();
    }

    @Override
    public boolean hasDisabled() {
        return account.disabled().isPresent();
    }

    @Override
    public boolean disabled() {
        return account.disabled().orElseThrow();
    }

    @Override
    public boolean hidden() {
        return account.hidden();
    }

    @Override
    public Optional<MailboxType> mailboxType() {
        return account.mailboxType();
    }

    @Override
    public boolean isExpired(Instant now) {
        return account.isExpired(now);
    }

    @Override
    public void distinguishedName(TextSink sink) {
        write(account.distinguishedName().value(), sink);
    }

    @Override
    public String cn() {
        return account.cn();
    }

    @Override
    public boolean hasCn() {
        return !account.cn().isEmpty();
    }

    @Override
    public void cn(TextSink sink) {
        write(account.cn(), sink);
    }

    @Override
    public int addressCount() {
        return account.addresses().size();
    }

    @Override
    public String address(int index) {
        return account.addresses().get(index).value();
    }

    @Override
    public void address(int index, TextSink sink) {
        write(address(index), sink);
    }

    @Override
    public boolean hasAccountName() {
        return account.samAccountName().isPresent();
    }

    @Override
    public String accountName() {
        return account.samAccountName().orElseThrow().value();
    }

    @Override
    public void accountName(TextSink sink) {
        write(accountName(), sink);
    }

    @Override
    public boolean hasUserPrincipalName() {
        return account.userPrincipalName().isPresent();
    }

    @Override
    public String userPrincipalName() {
        return account.userPrincipalName().orElseThrow().value();
    }

    @Override
    public void userPrincipalName(TextSink sink) {
        write(userPrincipalName(), sink);
    }

    @Override
    public boolean hasUpnSuffix() {
        return account.upnSuffix().isPresent();
    }

    @Override
    public String upnSuffix() {
        return account.upnSuffix().orElseThrow().value();
    }

    @Override
    public void upnSuffix(TextSink sink) {
        write(upnSuffix(), sink);
    }

    @Override
    public boolean hasObjectSid() {
        return account.objectSid().isPresent();
    }

    @Override
    public void objectSid(TextSink sink) {
        write(account.objectSid().orElseThrow().toString(), sink);
    }

    @Override
    public Map<String, List<String>> extra() {
        return account.extra();
    }

    private static void write(String text, TextSink sink) {
        if (StandardCharsets.UTF_8.newEncoder().canEncode(CharBuffer.wrap(text))) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            sink.utf8(utf8, 0, utf8.length);
        } else {
            sink.utf16(text);
        }
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
