package org.adcache.sync.accounts;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.adcache.account.Account;
import org.adcache.account.GroupMember;
import org.adcache.account.MailAddress;
import org.adcache.account.ObjectSid;

/**
 * What an account says, as a set of hashes: one of each single value, and one of each value of the lists. Two facts
 * with one hash are taken for the same. Valid within one process.
 */
final class AccountFacts {
    static final AccountFacts NONE = new AccountFacts(new int[0]);

    private static final List<Single> SINGLES = List.of(Single.values());

    /** Distinct and sorted. The lowest bit tells values of lists. */
    private final int[] hashes;

    private AccountFacts(int[] hashes) {
        this.hashes = hashes;
    }

    /** Single value of an account, or the lack of it, with how to copy it to another. */
    @SuppressWarnings("ImmutableEnumChecker") // Functions without state.
    enum Single {
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
        UNREADABLE(Account::unreadable, (copy, from) -> copy.unreadable(from.unreadable()));

        private final Function<Account, Object> value;
        private final BiConsumer<Account.Builder, Account> copier;

        Single(Function<Account, Object> value, BiConsumer<Account.Builder, Account> copier) {
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

    static int primary(Account account) {
        return Objects.hash("primary", account.primaryAddress()) & ~1;
    }

    static int address(MailAddress address) {
        return Objects.hash("address", address) | 1;
    }

    static int former(ObjectSid sid) {
        return Objects.hash("former", sid) | 1;
    }

    /** A membership, whatever is known of the member. */
    static int member(GroupMember member) {
        return Objects.hash("member", member.objectGuid(), member.foreignSid()) | 1;
    }

    static int extra(Map.Entry<String, ?> attribute) {
        return Objects.hash("extra", attribute.getKey(), attribute.getValue()) | 1;
    }

    static AccountFacts of(Account account) {
        int lists = account.addresses().size()
                + account.members().size()
                + account.sidHistory().size()
                + account.extra().size();
        int[] hashes = new int[SINGLES.size() + 1 + lists];
        int count = 0;
        for (Single single : SINGLES) {
            hashes[count++] = single.of(account);
        }
        hashes[count++] = primary(account);
        for (MailAddress address : account.addresses()) {
            hashes[count++] = address(address);
        }
        for (GroupMember member : account.members()) {
            hashes[count++] = member(member);
        }
        for (ObjectSid sid : account.sidHistory()) {
            hashes[count++] = former(sid);
        }
        for (Map.Entry<String, ?> attribute : account.extra().entrySet()) {
            hashes[count++] = extra(attribute);
        }
        return sorted(hashes);
    }

    /** The facts of some values. */
    static <T> AccountFacts listing(List<T> values, ToIntFunction<T> fact) {
        return sorted(values.stream().mapToInt(fact).toArray());
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

    /** Whether all values of lists are among others. */
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
