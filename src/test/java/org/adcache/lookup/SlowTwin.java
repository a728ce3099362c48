package org.adcache.lookup;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.adcache.account.Account;
import org.adcache.account.AccountName;
import org.adcache.account.AccountType;
import org.adcache.account.ConnectionId;
import org.adcache.account.DistinguishedName;
import org.adcache.account.Domain;
import org.adcache.account.GroupMember;
import org.adcache.account.MailAddress;
import org.adcache.account.MailboxType;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ObjectSid;
import org.adcache.account.RequiredAttribute;
import org.adcache.account.UpnSuffix;
import org.adcache.account.UserPrincipalName;
import org.adcache.lookup.suggest.Tier;

/** Brute-force reference implementation of all answers, over a plain list. */
final class SlowTwin {
    private final List<Account> cached;
    private final List<Account> accounts;
    private final Map<ConnectionId, Domain> domains;
    private final boolean complete;

    /**
     * Takes the accounts of usable copies.
     *
     * @param cached the accounts of all copies, which decide whether a member's GUID is cached
     */
    SlowTwin(List<Account> cached, List<Account> accounts, Map<ConnectionId, Domain> domains, boolean complete) {
        this.cached = cached;
        this.accounts = accounts;
        this.domains = domains;
        this.complete = complete;
    }

    // Exact keys

    Optional<List<Account>> find(String text, Optional<KeyKind> by) {
        String key = text.strip();
        List<Account> owners = by.isPresent() ? owners(key, by.get()) : recognised(key);
        boolean formOk =
                by.isEmpty() || by.get() == KeyKind.ACCOUNT || by.get() == KeyKind.UPN || hasForm(key, by.get());
        return owners.isEmpty() && !complete && formOk ? Optional.empty() : Optional.of(owners);
    }

    private static boolean hasForm(String key, KeyKind kind) {
        return switch (kind) {
            case SID -> ObjectSid.parse(key).isPresent();
            case GUID -> ObjectGuid.parse(key).isPresent();
            case DN -> DistinguishedName.keyOf(key).isPresent();
            case ADDRESS -> MailAddress.parse(key).isPresent();
            case ACCOUNT -> key.contains("\\");
            case UPN -> false;
        };
    }

    private List<Account> recognised(String key) {
        for (KeyKind kind : List.of(KeyKind.SID, KeyKind.GUID, KeyKind.DN, KeyKind.ACCOUNT)) {
            if (hasForm(key, kind)) {
                List<Account> owners = owners(key, kind);
                if (!owners.isEmpty() || !key.contains("@")) {
                    return owners;
                }
                break;
            }
        }
        if (key.contains("@")) {
            return Stream.of(KeyKind.ADDRESS, KeyKind.UPN, KeyKind.ACCOUNT)
                    .map(kind -> owners(key, kind))
                    .filter(owners -> !owners.isEmpty())
                    .findFirst()
                    .orElse(List.of());
        }
        return owners(key, KeyKind.ACCOUNT);
    }

    private List<Account> owners(String key, KeyKind kind) {
        Predicate<Account> owns = switch (kind) {
            case ADDRESS ->
                account -> MailAddress.parse(key)
                        .filter(asked -> account.addresses().stream()
                                .anyMatch(address -> address.key().equals(asked.key())))
                        .isPresent();
            case SID -> account -> hasSid(account, ObjectSid.parse(key));
            case GUID -> account -> Optional.of(account.objectGuid()).equals(ObjectGuid.parse(key));
            case DN ->
                account -> DistinguishedName.keyOf(key)
                        .equals(Optional.of(account.distinguishedName().key()));
            case UPN ->
                account -> account.userPrincipalName()
                        .map(UserPrincipalName::key)
                        .equals(Optional.of(UserPrincipalName.keyOf(key)));
            case ACCOUNT -> account -> account.samAccountName().isPresent() && hasAccountName(account, key);
        };
        return accounts.stream()
                .filter(owns)
                .sorted(Comparator.comparing(Account::type)
                        .thenComparing(Account::objectGuid)
                        .thenComparing(Account::connection))
                .toList();
    }

    private boolean hasAccountName(Account account, String key) {
        String name = account.samAccountName().map(AccountName::key).orElseThrow();
        Domain domain = Objects.requireNonNull(domains.get(account.connection()));
        if (key.contains("\\")) {
            String[] parts = key.split("\\\\", 2);
            return same(domain.netbiosName(), parts[0]) && name.equals(AccountName.keyOf(parts[1]));
        }
        if (key.contains("@")) {
            int at = key.lastIndexOf('@');
            String realm = key.substring(at + 1);
            return (same(domain.realm(), realm) || same(domain.dnsName(), realm))
                    && name.equals(AccountName.keyOf(key.substring(0, at)));
        }
        return name.equals(AccountName.keyOf(key));
    }

    private static boolean same(String a, String b) {
        return a.toLowerCase(Locale.ROOT).equals(b.strip().toLowerCase(Locale.ROOT));
    }

    // Match

    Verdict match(String address, Condition condition) {
        List<Account> owners = owners(address.strip(), KeyKind.ADDRESS);
        boolean perhapsElsewhere = !complete && MailAddress.parse(address).isPresent();
        if (condition instanceof Condition.IsKnown known) {
            if (!owners.isEmpty()) {
                return known.known() ? Verdict.YES : Verdict.NO;
            }
            return perhapsElsewhere ? Verdict.UNKNOWN : known.known() ? Verdict.NO : Verdict.YES;
        }
        if (owners.isEmpty()) {
            return perhapsElsewhere ? Verdict.UNKNOWN : Verdict.NO;
        }
        if (namesNothing(condition)) {
            return Verdict.UNKNOWN;
        }
        if (owners.stream().anyMatch(owner -> holds(owner, condition))) {
            return Verdict.YES;
        }
        boolean certain =
                complete && !(condition instanceof Condition.InGroup group && isUncertain(owners, named(group.key())));
        return certain ? Verdict.NO : Verdict.UNKNOWN;
    }

    /** Whether an owner may be in one of these accounts that are groups, though no membership is known. */
    private boolean isUncertain(List<Account> owners, List<Account> named) {
        return named.stream()
                .filter(group -> group.type() == AccountType.GROUP)
                .anyMatch(group -> containsDynamic(group)
                        || owners.stream().anyMatch(SlowTwin::lacksSid)
                        || (lacksSid(group) && owners.stream().anyMatch(owner -> owner.type() == AccountType.USER))
                        || owners.stream().anyMatch(owner -> mayContain(group, owner)));
    }

    /** Whether a group, or one that it contains, lists what is no account and may contain this one. */
    private boolean mayContain(Account group, Account owner) {
        return accounts.stream()
                .filter(inner -> inner.type() == AccountType.GROUP)
                .filter(inner -> inner.equals(group) || groupsOf(inner).contains(group))
                .anyMatch(inner ->
                        inner.members().stream().anyMatch(member -> !isCached(member) && hides(inner, member, owner)));
    }

    private boolean isCached(GroupMember listed) {
        return cached.stream()
                .anyMatch(any -> any.objectGuid().equals(listed.objectGuid())
                        || (listed.foreignSid().isPresent()
                                && (any.objectSid().equals(listed.foreignSid())
                                        || any.sidHistory()
                                                .contains(listed.foreignSid().get()))));
    }

    private static boolean hides(Account group, GroupMember member, Account owner) {
        boolean elsewhere = !owner.connection().equals(group.connection());
        boolean user = owner.type() == AccountType.USER;
        return switch (member.foreignSid().map(ObjectSid::toString).orElse("")) {
            case "S-1-1-0", "S-1-5-11" -> user && elsewhere;
            case "S-1-5-4" -> user;
            case "S-1-5-7" -> false;
            default ->
                member.kind() == GroupMember.Kind.UNKNOWN || (member.kind() == GroupMember.Kind.ELSEWHERE && elsewhere);
        };
    }

    private static boolean isEverybody(GroupMember listed, Account group, Account account) {
        String sid = listed.foreignSid().map(ObjectSid::toString).orElse("");
        boolean guest = account.objectSid().toString().endsWith("-501]");
        return account.type() == AccountType.USER
                && account.connection().equals(group.connection())
                && (sid.equals("S-1-1-0") || (sid.equals("S-1-5-11") && !guest));
    }

    private boolean containsDynamic(Account group) {
        return accounts.stream()
                .filter(other -> other.type() == AccountType.GROUP)
                .filter(other -> other.mailboxType().equals(Optional.of(MailboxType.DYNAMIC_GROUP)))
                .anyMatch(dynamic -> dynamic.equals(group) || groupsOf(dynamic).contains(group));
    }

    private static boolean lacksSid(Account account) {
        return account.unreadable().contains(RequiredAttribute.OBJECT_SID)
                || account.unreadable().contains(RequiredAttribute.PRIMARY_GROUP);
    }

    /** Whether it has the SID or, if nobody has it, had it in another domain. */
    private boolean hasSid(Account account, Optional<ObjectSid> sid) {
        return sid.isPresent()
                && (account.objectSid().equals(sid)
                        || (account.sidHistory().contains(sid.get())
                                && cached.stream()
                                        .noneMatch(any -> any.objectSid().equals(sid))));
    }

    private List<Account> named(String key) {
        String text = key.strip();
        for (KeyKind kind : List.of(KeyKind.SID, KeyKind.GUID, KeyKind.DN)) {
            if (hasForm(text, kind)) {
                return owners(text, kind);
            }
        }
        return owners(text, KeyKind.ACCOUNT);
    }

    private boolean namesNothing(Condition condition) {
        if (condition instanceof Condition.IsAccount account) {
            return named(account.key()).isEmpty();
        }
        if (condition instanceof Condition.InGroup group) {
            return named(group.key()).stream().noneMatch(account -> account.type() == AccountType.GROUP);
        }
        return condition instanceof Condition.InContainer container
                && accounts.stream().noneMatch(account -> liesIn(account, container.distinguishedName()));
    }

    private boolean holds(Account owner, Condition condition) {
        if (condition instanceof Condition.IsAccount account) {
            return named(account.key()).contains(owner);
        }
        if (condition instanceof Condition.InGroup group) {
            Set<Account> groups = groupsOf(owner);
            return named(group.key()).stream().anyMatch(groups::contains);
        }
        if (condition instanceof Condition.InContainer container) {
            return liesIn(owner, container.distinguishedName());
        }
        if (condition instanceof Condition.HasUpnSuffix suffix) {
            return owner.upnSuffix()
                    .filter(own -> own.key().equals(UpnSuffix.keyOf(suffix.suffix())))
                    .isPresent();
        }
        return owner.type() == ((Condition.IsType) condition).type();
    }

    private static boolean liesIn(Account account, String container) {
        return DistinguishedName.keyOf(container)
                .filter(key -> ("," + account.distinguishedName().key()).endsWith("," + key))
                .isPresent();
    }

    private Set<Account> groupsOf(Account owner) {
        Set<Account> groups = new LinkedHashSet<>();
        List<Account> open = new ArrayList<>(List.of(owner));
        while (!open.isEmpty()) {
            for (Account group : directGroups(open.remove(0))) {
                if (groups.add(group)) {
                    open.add(group);
                }
            }
        }
        return groups;
    }

    List<Account> directGroups(Account member) {
        return accounts.stream()
                .filter(group -> group.type() == AccountType.GROUP)
                .filter(group -> isPrimary(group, member)
                        || group.members().stream()
                                .anyMatch(listed -> names(listed, member)
                                        || (!isCached(listed) && isEverybody(listed, group, member))))
                .toList();
    }

    private static boolean isPrimary(Account group, Account member) {
        return group.objectSid().isPresent() && member.primaryGroup().equals(group.objectSid());
    }

    private boolean names(GroupMember listed, Account account) {
        boolean guidCached = cached.stream().anyMatch(any -> any.objectGuid().equals(listed.objectGuid()));
        return guidCached
                ? listed.objectGuid().equals(account.objectGuid())
                : listed.foreignSid().isPresent()
                        && (listed.foreignSid().equals(account.objectSid())
                                || account.sidHistory()
                                        .contains(listed.foreignSid().get()));
    }

    // Suggest

    /** All matches, best first; within a tier in suggestion order. */
    Map<Account, Tier> suggest(SuggestQuestion question, Instant now) {
        Map<Account, Tier> found = new LinkedHashMap<>();
        for (Tier tier : Tier.values()) {
            accounts.stream()
                    .filter(account -> question.types().contains(account.type()))
                    .filter(account -> !account.mailboxType().equals(Optional.of(MailboxType.SYSTEM)))
                    .filter(account -> question.includeDisabled() || !isOutOfUse(account, now))
                    .filter(account -> question.includeHidden() || !account.hidden())
                    .filter(account -> !found.containsKey(account))
                    .filter(account -> fits(account, question.text().strip(), tier))
                    .sorted(ORDER)
                    .forEachOrdered(account -> found.put(account, tier));
        }
        return found;
    }

    private static boolean isOutOfUse(Account account, Instant now) {
        boolean disabled = account.disabled().equals(Optional.of(true))
                && account.mailboxType().filter(MailboxType::isDisabledByDesign).isEmpty();
        return disabled || account.isExpired(now);
    }

    private static final Comparator<Account> ORDER = Comparator.comparing(
                    (Account account) -> account.addresses().isEmpty())
            .thenComparing(Account::type)
            .thenComparing(account -> SlowWords.whole(account.cn()).get(1))
            .thenComparing(
                    account -> account.primaryAddress().map(MailAddress::key).orElse(""))
            .thenComparing(Account::objectGuid)
            .thenComparing(Account::connection);

    private static boolean fits(Account account, String text, Tier tier) {
        if (text.isEmpty()) {
            return false;
        }
        return switch (tier) {
            case EXACT ->
                Stream.concat(values(account), upn(account))
                        .anyMatch(value -> wholes(value).stream().anyMatch(wholes(text)::contains));
            case PREFIX -> values(account).anyMatch(value -> begins(wholes(text), wholes(value)));
            case NAME ->
                SlowWords.ofQuestion(text).stream()
                        .filter(interpretation -> !interpretation.isEmpty())
                        .anyMatch(interpretation ->
                                names(account).stream().anyMatch(name -> differentWords(interpretation, name)));
            case INITIALS ->
                SlowWords.ofQuestion(text).stream()
                        .filter(interpretation -> interpretation.size() == 1)
                        .anyMatch(interpretation -> begins(
                                interpretation.get(0).stream()
                                        .filter(variant -> variant.codePoints().count() > 1)
                                        .toList(),
                                initials(account)));
            case ANY_WORD ->
                SlowWords.ofQuestion(text).stream()
                        .filter(interpretation -> !interpretation.isEmpty())
                        .anyMatch(interpretation ->
                                interpretation.stream().allMatch(word -> begins(word, searched(account))));
            case INFIX ->
                SlowWords.ofQuestion(text).stream()
                        .filter(interpretation -> interpretation.size() == 1)
                        .anyMatch(interpretation -> interpretation.get(0).stream()
                                .filter(variant -> variant.codePoints().count() >= 3)
                                .anyMatch(variant ->
                                        wholeWords(account).stream().anyMatch(word -> word.contains(variant))));
            case FUZZY ->
                SlowWords.ofQuestion(text).stream()
                        .anyMatch(interpretation -> IntStream.range(0, interpretation.size())
                                .anyMatch(edited -> fitsEdited(account, interpretation, edited)));
        };
    }

    private static boolean begins(List<String> typed, List<String> tokens) {
        return typed.stream().anyMatch(text -> tokens.stream().anyMatch(token -> token.startsWith(text)));
    }

    private static boolean differentWords(List<List<String>> typed, List<List<String>> name) {
        if (typed.isEmpty()) {
            return true;
        }
        for (int i = 0; i < name.size(); i++) {
            if (begins(typed.get(0), name.get(i))) {
                List<List<String>> others = new ArrayList<>(name);
                others.remove(i);
                if (differentWords(typed.subList(1, typed.size()), others)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean fitsEdited(Account account, List<List<String>> interpretation, int edited) {
        return interpretation.get(edited).stream()
                        .anyMatch(typed -> wholeWords(account).stream().anyMatch(word -> SlowEdit.isOne(typed, word)))
                && IntStream.range(0, interpretation.size())
                        .filter(other -> other != edited)
                        .allMatch(other -> begins(interpretation.get(other), searched(account)));
    }

    /**
     * The words that the last two tiers search: words of names and of local parts, and the account name as one word.
     */
    private static List<String> wholeWords(Account account) {
        List<String> words = new ArrayList<>();
        names(account).forEach(name -> name.forEach(words::addAll));
        for (MailAddress address : account.addresses()) {
            SlowWords.ofLocalPart(address.localPart()).forEach(words::addAll);
        }
        account.samAccountName()
                .ifPresent(name -> words.addAll(SlowWords.whole(name.value().strip())));
        return words;
    }

    private static List<String> searched(Account account) {
        List<String> tokens = new ArrayList<>();
        names(account).forEach(name -> name.forEach(tokens::addAll));
        Stream.concat(values(account), upn(account)).forEach(value -> tokens.addAll(wholes(value)));
        for (MailAddress address : account.addresses()) {
            SlowWords.ofLocalPart(address.localPart()).forEach(tokens::addAll);
        }
        return tokens;
    }

    private static Stream<String> values(Account account) {
        return Stream.concat(
                account.samAccountName().map(AccountName::value).stream(),
                account.addresses().stream().map(MailAddress::value));
    }

    private static Stream<String> upn(Account account) {
        return account.userPrincipalName().map(UserPrincipalName::value).stream();
    }

    private static List<String> wholes(String text) {
        Set<String> wholes = new HashSet<>(SlowWords.whole(text.strip()));
        MailAddress.parse(text).map(MailAddress::key).ifPresent(wholes::add);
        wholes.remove("");
        return List.copyOf(wholes);
    }

    /** cn; each displayName; givenName and sn together. */
    private static List<List<String>> nameTexts(Account account) {
        List<List<String>> names = new ArrayList<>();
        names.add(List.of(account.cn()));
        extra(account, "displayName").forEach(name -> names.add(List.of(name)));
        names.add(Stream.concat(extra(account, "givenName").stream(), extra(account, "sn").stream())
                .toList());
        return names;
    }

    private static List<String> extra(Account account, String attribute) {
        return account.extra().getOrDefault(attribute, List.of());
    }

    private static List<List<List<String>>> names(Account account) {
        List<List<List<String>>> names = new ArrayList<>();
        for (List<String> texts : nameTexts(account)) {
            List<List<String>> words = new ArrayList<>();
            texts.forEach(text -> words.addAll(SlowWords.ofName(text)));
            names.add(words);
        }
        return names;
    }

    private static List<String> initials(Account account) {
        List<String> forms = new ArrayList<>();
        for (List<String> texts : nameTexts(account)) {
            List<String> spoken = texts;
            if (texts.size() == 1 && texts.get(0).contains(",")) {
                String[] parts = texts.get(0).split(",", 2);
                spoken = List.of(parts[1], parts[0]);
            }
            forms.addAll(SlowInitials.of(spoken));
        }
        return forms;
    }
}
