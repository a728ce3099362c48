package org.adcache.sync.accounts;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.adcache.account.Account;
import org.adcache.account.GroupMember;

/**
 * What an account says, as a set of hashes, one of each attribute. The order of values doesn't count, as a domain
 * controller returns them in any (RFC 4511, 4.1.7). Two facts with one hash are taken for the same. Valid
 * within one process.
 */
final class AccountFacts {
    static final AccountFacts NONE = new AccountFacts(new int[0]);

    private static final List<Attribute> ATTRIBUTES = List.of(Attribute.values());

    /** Distinct and sorted. The lowest bit tells extra attributes. */
    private final int[] hashes;

    private AccountFacts(int[] hashes) {
        this.hashes = hashes;
    }

    /** Attribute that every account has, if only as the lack of a value, with how to copy it to another. */
    @SuppressWarnings("ImmutableEnumChecker") // Functions without state.
    enum Attribute {
        DISTINGUISHED_NAME(
                Account::distinguishedName, (copy, from) -> copy.distinguishedName(from.distinguishedName())),
        COMMON_NAME(Account::cn, (copy, from) -> copy.cn(from.cn())),
        ACCOUNT_NAME(
                Account::samAccountName,
                (copy, from) -> copy.samAccountName(from.samAccountName().orElse(null))),
        USER_PRINCIPAL_NAME(
                Account::userPrincipalName,
                (copy, from) -> copy.userPrincipalName(from.userPrincipalName().orElse(null))),
        UPN_SUFFIX(
                Account::upnSuffix,
                (copy, from) -> copy.upnSuffix(from.upnSuffix().orElse(null))),
        SID(Account::objectSid, (copy, from) -> copy.objectSid(from.objectSid().orElse(null))),
        PRIMARY_GROUP(
                Account::primaryGroup,
                (copy, from) -> copy.primaryGroup(from.primaryGroup().orElse(null))),
        DISABLED(
                Account::disabled, (copy, from) -> copy.disabled(from.disabled().orElse(false))),
        HIDDEN(Account::hidden, (copy, from) -> copy.hidden(from.hidden())),
        MAILBOX_TYPE(
                Account::mailboxType,
                (copy, from) -> copy.mailboxType(from.mailboxType().orElse(null))),
        EXPIRY(
                Account::accountExpires,
                (copy, from) -> copy.accountExpires(from.accountExpires().orElse(null))),
        UNREADABLE(Account::unreadable, (copy, from) -> copy.unreadable(from.unreadable())),
        ADDRESSES(
                account -> List.of(account.primaryAddress(), Set.copyOf(account.addresses())),
                (copy, from) -> copy.addresses(from.addresses())),
        SID_HISTORY(account -> Set.copyOf(account.sidHistory()), (copy, from) -> copy.sidHistory(from.sidHistory())),
        MEMBERS(AccountFacts::members, (copy, from) -> copy.members(from.members()));

        private final Function<Account, Object> value;
        private final BiConsumer<Account.Builder, Account> copier;

        Attribute(Function<Account, Object> value, BiConsumer<Account.Builder, Account> copier) {
            this.value = value;
            this.copier = copier;
        }

        int of(Account account) {
            return 31 * (31 + name().hashCode()) + value.apply(account).hashCode() & ~1;
        }

        void copy(Account from, Account.Builder copy) {
            copier.accept(copy, from);
        }
    }

    /** The members, whatever else is known of them. */
    private static int members(Account account) {
        int sum = account.members().size();
        for (GroupMember member : account.members()) {
            sum += Objects.hash(member.objectGuid(), member.foreignSid());
        }
        return sum;
    }

    static int extra(Map.Entry<String, List<String>> attribute) {
        return Objects.hash("extra", attribute.getKey(), Set.copyOf(attribute.getValue())) | 1;
    }

    static AccountFacts of(Account account) {
        int[] hashes = new int[ATTRIBUTES.size() + account.extra().size()];
        int count = 0;
        for (Attribute attribute : ATTRIBUTES) {
            hashes[count++] = attribute.of(account);
        }
        for (Map.Entry<String, List<String>> extra : account.extra().entrySet()) {
            hashes[count++] = extra(extra);
        }
        return sorted(hashes);
    }

    /** Sorts the array, and keeps one of each. */
    private static AccountFacts sorted(int[] hashes) {
        Arrays.sort(hashes);
        int count = 0;
        for (int hash : hashes) {
            if (count == 0 || hashes[count - 1] != hash) {
                hashes[count++] = hash;
            }
        }
        return new AccountFacts(Arrays.copyOf(hashes, count));
    }

    boolean has(int fact) {
        return Arrays.binarySearch(hashes, fact) >= 0;
    }

    /** Whether both have a fact. */
    boolean meets(AccountFacts others) {
        return IntStream.of(hashes).anyMatch(others::has);
    }

    /** Whether all extra attributes are among others. */
    boolean areListedIn(AccountFacts others) {
        return IntStream.of(hashes).filter(fact -> (fact & 1) == 1).allMatch(others::has);
    }

    AccountFacts and(AccountFacts others) {
        int[] both = Arrays.copyOf(hashes, hashes.length + others.hashes.length);
        System.arraycopy(others.hashes, 0, both, hashes.length, others.hashes.length);
        return sorted(both);
    }

    AccountFacts without(AccountFacts others) {
        int[] left = new int[hashes.length];
        int count = 0;
        for (int hash : hashes) {
            if (!others.has(hash)) {
                left[count++] = hash;
            }
        }
        return new AccountFacts(Arrays.copyOf(left, count));
    }

    int size() {
        return hashes.length;
    }
}
