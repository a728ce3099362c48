package org.adcache.lookup;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.adcache.account.Account;
import org.adcache.account.AccountName;
import org.adcache.account.AccountType;
import org.adcache.account.ConnectionId;
import org.adcache.account.DistinguishedName;
import org.adcache.account.Domain;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.account.GroupMember;
import org.adcache.account.MailAddress;
import org.adcache.account.MailboxType;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ObjectSid;
import org.adcache.account.RequiredAttribute;
import org.adcache.account.UpnSuffix;
import org.adcache.account.UserPrincipalName;
import org.adcache.index.ListView;
import org.adcache.store.AccountCounts;
import org.adcache.store.AttributeCounts;
import org.adcache.store.ConnectionState;
import org.adcache.store.SyncPoint;

/** Random accounts of two connections: few distinct texts in many scripts, so that keys and names collide. */
final class RandomAccounts {
    static final ConnectionId CORP = new ConnectionId("corp");
    static final ConnectionId PARTNER = new ConnectionId("partner");
    static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String[] WORDS = {
        "John",
        "Jo",
        "Joanna",
        "Smith",
        "Smithers",
        "Anna",
        "Ánna",
        "Müller",
        "Mueller",
        "MÜLLER",
        "Łukasz",
        "Øystein",
        "Åsa",
        "Straße",
        "Щукин",
        "Юлия",
        "Жанна",
        "Хрущёв",
        "Наталья",
        "Άννα",
        "Γιώργος",
        "王小明",
        "小明 王",
        "أحمد",
        "محمد",
        "דוד",
        "김철수",
        "さくら",
        "タロウ",
        "O'Brien",
        "O’Brien",
        "D'Arc",
        "Rock'n'Roll",
        "Smith-Jones",
        "Þór",
        "ﬁsh",
        "İpek",
        "ılgaz",
        "\"Bob\"",
        "#1",
        "🎉Party",
        "A&B",
        "e\u0301lan",
        "van",
        "der",
        "Ｆｕｌｌ",
        "ß",
        "(Sales)",
        "Dr.",
        "J.",
        "𝒥𝑜",
        "สมชาย",
        "हिंदी",
        "'n",
        "-",
        "ǅ",
        "王O'明",
        "Ѓорѓи",
        "Győző",
        "Æsir",
        "x",
        "👩‍👩‍👧",
        "1st",
        "½",
        "a\u200Db"
    };
    private static final String[] DOMAINS = {
        "corp.example", "partner.example", "bücher.example", "xn--bcher-kva.example"
    };
    private static final String[] CONTAINERS = {
        "OU=Sales,DC=corp,DC=example", "OU=EMEA,OU=Sales,DC=corp,DC=example", "ou=sales, dc=CORP,dc=example",
        "CN=Users,DC=corp,DC=example", "OU=R\\,D,DC=partner,DC=example", "DC=partner,DC=example"
    };
    private static final ObjectSid DOMAIN_SID =
            ObjectSid.parse("S-1-5-21-1-2-3").orElseThrow();

    private static final Pattern WORD_ENDS = Pattern.compile("[ ,]+");
    private static final Pattern PARTS = Pattern.compile("[ .@_'’-]+");

    final Map<ConnectionId, Domain> domains = new TreeMap<>(Map.of(
            CORP, new Domain("corp.example", "CORP.EXAMPLE", "CORP", Optional.of(DOMAIN_SID)),
            PARTNER, new Domain("partner.example", "REALM.EXAMPLE", "PART", Optional.empty())));
    final List<Account> accounts = new ArrayList<>();
    private final Random random;
    private final List<ObjectGuid> guids = new ArrayList<>();
    private final List<Account> gone = new ArrayList<>();

    RandomAccounts(Random random, int size) {
        this.random = random;
        for (int i = 0; i < size; i++) {
            guids.add(new ObjectGuid(random.nextInt(3) - 1, random.nextLong()));
        }
        for (int i = 0; i < size; i++) {
            accounts.add(account(i));
        }
        if (size > 1 && random.nextInt(3) == 0) {
            accounts.add(elsewhere(accounts.get(random.nextInt(size))));
        }
    }

    /** Copies an object into the other connection. */
    private static Account elsewhere(Account account) {
        ConnectionId other = account.connection().equals(CORP) ? PARTNER : CORP;
        Account.Builder copy = Account.builder(account.objectGuid(), account.type(), other, account.distinguishedName())
                .cn(account.cn())
                .addresses(account.addresses());
        account.objectSid().ifPresent(copy::objectSid);
        return copy.build();
    }

    private Account account(int number) {
        return account(number, guids.get(number), pick(CORP, CORP, PARTNER));
    }

    private Account account(int number, ObjectGuid guid, ConnectionId connection) {
        AccountType type = pick(AccountType.USER, AccountType.USER, AccountType.CONTACT, AccountType.GROUP);
        String cn = name();
        String rdn = random.nextInt(4) == 0 ? "CN=" + number : "CN=" + escaped(word());
        Account.Builder account = Account.builder(
                        guid, type, connection, new DistinguishedName(rdn + "," + pick(CONTAINERS)))
                .cn(cn)
                .addresses(addresses())
                .disabled(random.nextInt(5) == 0)
                .hidden(random.nextInt(5) == 0);
        Map<String, List<String>> extra = new LinkedHashMap<>();
        for (String attribute : new String[] {"displayName", "givenName", "sn", "title"}) {
            if (random.nextInt(3) == 0) {
                extra.put(attribute, random.nextInt(5) == 0 ? List.of(name(), name()) : List.of(name()));
            }
        }
        account.extra(extra);
        if (type != AccountType.CONTACT) {
            account.samAccountName(new AccountName(random.nextInt(6) == 0 ? name() + "x" : local()));
            account.objectSid(DOMAIN_SID.withRelativeId(number < 3 ? 7 : number == 3 ? 501 : 1000 + number));
        }
        if (type == AccountType.USER) {
            account.upnSuffix(new UpnSuffix(pick(DOMAINS)));
            account.primaryGroup(
                    DOMAIN_SID.withRelativeId(random.nextInt(2) == 0 ? 7 : 1000 + random.nextInt(guids.size())));
            if (random.nextBoolean()) {
                account.userPrincipalName(new UserPrincipalName(local() + "@" + pick(DOMAINS)));
            }
        }
        if (type == AccountType.GROUP) {
            account.members(members());
        }
        if (random.nextInt(5) == 0) {
            account.sidHistory(history());
        }
        state(account, type);
        return account.build();
    }

    /** Sets what few accounts have: attributes that can't be read, an expiry, a mailbox of another kind. */
    private void state(Account.Builder account, AccountType type) {
        account.unreadable(RequiredAttribute.of(type).stream()
                .filter(attribute -> random.nextInt(12) == 0)
                .toList());
        if (random.nextInt(4) == 0) {
            account.accountExpires(NOW.plusSeconds(random.nextInt(5) - 2));
        }
        if (random.nextInt(6) == 0) {
            account.mailboxType(pick(MailboxType.values()));
        }
    }

    private List<GroupMember> members() {
        Map<ObjectGuid, GroupMember> members = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            ObjectGuid guid = random.nextInt(4) == 0
                    ? new ObjectGuid(9, random.nextInt())
                    : guids.get(random.nextInt(guids.size()));
            Optional<ObjectSid> sid = random.nextInt(3) == 0
                    ? Optional.of(DOMAIN_SID.withRelativeId(1000 + random.nextInt(guids.size())))
                    : Optional.empty();
            if (random.nextInt(8) == 0) {
                sid = ObjectSid.parse(pick("S-1-1-0", "S-1-5-11", "S-1-5-4", "S-1-5-7"));
            }
            GroupMember.Kind kind = random.nextInt(4) == 0
                    ? GroupMember.Kind.UNKNOWN
                    : pick(GroupMember.Kind.NO_GROUP, GroupMember.Kind.ELSEWHERE);
            members.put(guid, new GroupMember(guid, sid, kind));
        }
        return List.copyOf(members.values());
    }

    private List<MailAddress> addresses() {
        Map<String, MailAddress> addresses = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            MailAddress.parse(local() + "@" + pick(DOMAINS))
                    .ifPresent(address -> addresses.put(address.key(), address));
        }
        return List.copyOf(addresses.values());
    }

    /** The local part of an address, or an account name. */
    private String local() {
        String local = word().replaceAll("[\\s@]", "");
        for (int i = random.nextInt(2); i > 0; i--) {
            local += pick(".", "_", "-", "+", "=") + word().replaceAll("[\\s@]", "");
        }
        return random.nextBoolean() ? local.toLowerCase(Locale.ROOT) : local;
    }

    private String name() {
        StringBuilder name = new StringBuilder(word());
        for (int i = random.nextInt(3); i > 0; i--) {
            name.append(pick(" ", " ", ", ", "-", "  ", "\u00A0")).append(word());
        }
        return name.toString();
    }

    private String word() {
        return pick(WORDS);
    }

    private static String escaped(String value) {
        return value.replaceAll("([,+\"\\\\<>;=#])", "\\\\$1");
    }

    @SafeVarargs
    private <T> T pick(T... values) {
        return values[random.nextInt(values.length)];
    }

    /** Applies a few random changes. */
    void change() {
        for (int i = random.nextInt(4); i >= 0; i--) {
            changeOnce();
        }
    }

    private void changeOnce() {
        int at = accounts.isEmpty() ? -1 : random.nextInt(accounts.size());
        switch (at < 0 ? 0 : random.nextInt(13)) {
            case 0, 1 -> appear();
            case 2 -> gone.add(accounts.remove(at));
            case 3 -> accounts.set(at, replaced(accounts.get(at)));
            case 4 -> renameContainer(pick(CONTAINERS), pick(CONTAINERS));
            case 5 -> edit(at, copy -> copy.cn(name()));
            case 6 -> edit(at, copy -> copy.addresses(addresses()));
            case 7 ->
                edit(at, copy -> {
                    state(copy, accounts.get(at).type());
                    return copy.disabled(random.nextBoolean()).hidden(random.nextBoolean());
                });
            case 8 -> edit(at, copy -> copy.primaryGroup(sidOfSomebody()));
            case 9 -> edit(at, copy -> copy.objectSid(sidOfSomebody()));
            case 10 -> edit(at, copy -> copy.sidHistory(random.nextBoolean() ? history() : List.of()));
            default -> {
                for (int i = 0; i < accounts.size(); i++) {
                    if (accounts.get(i).type() == AccountType.GROUP && random.nextInt(3) == 0) {
                        edit(i, copy -> copy.members(members()));
                    }
                }
            }
        }
    }

    /** Former SIDs, some of which others have now. */
    private List<ObjectSid> history() {
        List<ObjectSid> history = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            history.add(sidOfSomebody());
        }
        return history;
    }

    private ObjectSid sidOfSomebody() {
        return DOMAIN_SID.withRelativeId(random.nextInt(2) == 0 ? 7 : 1000 + random.nextInt(guids.size()));
    }

    /**
     * Adds a new account, a removed one, the same object in the other connection, or one that a group lists already.
     */
    private void appear() {
        int number = random.nextInt(guids.size());
        Account account = account(number, new ObjectGuid(3, random.nextLong()), pick(CORP, PARTNER));
        int kind = random.nextInt(4);
        if (kind == 0 && !gone.isEmpty()) {
            account = gone.remove(random.nextInt(gone.size()));
        } else if (kind == 1 && !accounts.isEmpty()) {
            account = elsewhere(somebody());
        } else if (kind == 2) {
            List<ObjectGuid> listed = accounts.stream()
                    .flatMap(group -> group.members().stream())
                    .map(GroupMember::objectGuid)
                    .toList();
            if (!listed.isEmpty()) {
                account = account(number, listed.get(random.nextInt(listed.size())), pick(CORP, PARTNER));
            }
        }
        Account one = account;
        if (accounts.stream().noneMatch(other -> isSameObject(one, other))) {
            accounts.add(one);
        }
    }

    private static boolean isSameObject(Account one, Account other) {
        return one.objectGuid().equals(other.objectGuid()) && one.connection().equals(other.connection());
    }

    /** Replaces all attributes of an account, its type too. */
    private Account replaced(Account account) {
        return account(random.nextInt(guids.size()), account.objectGuid(), account.connection());
    }

    private void renameContainer(String from, String to) {
        for (int i = 0; i < accounts.size(); i++) {
            Account account = accounts.get(i);
            String name = account.distinguishedName().value();
            if (name.endsWith("," + from)) {
                String renamed = name.substring(0, name.length() - from.length()) + to;
                accounts.set(i, copy(account, new DistinguishedName(renamed)).build());
            }
        }
    }

    private void edit(int at, UnaryOperator<Account.Builder> change) {
        Account account = accounts.get(at);
        accounts.set(
                at, change.apply(copy(account, account.distinguishedName())).build());
    }

    private static Account.Builder copy(Account account, DistinguishedName name) {
        Account.Builder copy = Account.builder(account.objectGuid(), account.type(), account.connection(), name)
                .cn(account.cn())
                .addresses(account.addresses())
                .disabled(account.disabled().orElse(false))
                .unreadable(account.unreadable())
                .hidden(account.hidden())
                .members(account.members())
                .extra(new LinkedHashMap<>(account.extra()));
        account.samAccountName().ifPresent(copy::samAccountName);
        account.userPrincipalName().ifPresent(copy::userPrincipalName);
        account.upnSuffix().ifPresent(copy::upnSuffix);
        account.objectSid().ifPresent(copy::objectSid);
        copy.sidHistory(account.sidHistory());
        account.primaryGroup().ifPresent(copy::primaryGroup);
        account.mailboxType().ifPresent(copy::mailboxType);
        account.accountExpires().ifPresent(copy::accountExpires);
        return copy;
    }

    /** Random query text. */
    String typed() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8) == 0 ? 3 : random.nextInt(2) + 1; i > 0; i--) {
            text.append(text.isEmpty() ? "" : pick(" ", " ", ", ", "")).append(beginning(textOfSomebody()));
        }
        int middle = text.codePointCount(0, text.length()) / 2;
        switch (random.nextInt(8)) {
            case 0 -> edit(text);
            case 1 -> text.delete(0, text.offsetByCodePoints(0, random.nextInt(middle + 1)));
            default -> {}
        }
        return switch (random.nextInt(6)) {
            case 0 -> text.toString().toUpperCase(Locale.ROOT);
            case 1 -> text.toString().toLowerCase(Locale.ROOT);
            case 2 -> SlowWords.whole(text.toString()).get(random.nextInt(4));
            default -> text.toString();
        };
    }

    /** Adds, drops or replaces a letter, or transposes two. */
    private void edit(StringBuilder text) {
        int length = text.codePointCount(0, text.length());
        int at = text.offsetByCodePoints(0, random.nextInt(length + 1));
        String letter = at == text.length() ? "" : Character.toString(text.codePointAt(at));
        int behind = at + letter.length();
        String next = behind == text.length() ? "" : Character.toString(text.codePointAt(behind));
        String other = pick("e", "n", "x", "7", "-", "\u0438", "\u03b1", "\u738b", "\ud83c\udf89", "_");
        switch (random.nextInt(4)) {
            case 0 -> text.insert(at, other);
            case 1 -> text.replace(at, behind, other);
            case 2 -> text.delete(at, behind);
            default -> text.replace(at, behind + next.length(), next + letter);
        }
    }

    private String beginning(String text) {
        String[] words = random.nextInt(3) == 0 ? new String[] {text} : PARTS.split(text, -1);
        String word = words.length == 0 ? "" : words[random.nextInt(words.length)];
        int length = word.codePointCount(0, word.length());
        return random.nextInt(3) == 0
                ? word
                : word.substring(0, word.offsetByCodePoints(0, random.nextInt(length + 1)));
    }

    private String textOfSomebody() {
        Account account = somebody();
        List<String> texts = new ArrayList<>(List.of(account.cn(), word()));
        account.extra().values().forEach(texts::addAll);
        account.samAccountName().ifPresent(name -> texts.add(name.value()));
        account.userPrincipalName().ifPresent(name -> texts.add(name.value()));
        account.addresses().forEach(address -> texts.add(address.value()));
        texts.add(initialsOf(account.cn()));
        return texts.get(random.nextInt(texts.size()));
    }

    private String initialsOf(String name) {
        StringBuilder initials = new StringBuilder();
        for (String word : WORD_ENDS.split(name, -1)) {
            initials.append(word.isEmpty() ? "" : word.substring(0, word.offsetByCodePoints(0, 1)));
        }
        return initials + (random.nextBoolean() ? "" : word());
    }

    /** Random key. */
    String key() {
        Account account = somebody();
        List<String> keys = new ArrayList<>();
        keys.add(account.objectGuid().toString());
        keys.add("{" + account.objectGuid() + "}");
        keys.add(account.distinguishedName().value());
        keys.add("CN=nobody,DC=corp,DC=example");
        keys.add(local() + "@" + pick(DOMAINS));
        account.objectSid().ifPresent(sid -> keys.add(sid.toString()));
        account.sidHistory().forEach(sid -> keys.add(sid.toString()));
        account.addresses().forEach(address -> keys.add(address.value()));
        account.userPrincipalName().ifPresent(name -> keys.add(name.value()));
        account.samAccountName().ifPresent(name -> {
            keys.add(name.value());
            keys.add(pick("CORP", "part", "corp.example", "") + "\\" + name.value());
            keys.add(
                    name.value() + "@" + pick("corp.example", "CORP.EXAMPLE", "realm.example", "partner.example", "x"));
        });
        keys.add(pick("", "@", "\\", "=", "S-1-5-7", "a=b", "a@b@c"));
        String key = keys.get(random.nextInt(keys.size()));
        return switch (random.nextInt(5)) {
            case 0 -> key.toUpperCase(Locale.ROOT);
            case 1 -> "  " + key.toLowerCase(Locale.ROOT) + "\t";
            default -> key;
        };
    }

    Condition condition() {
        return switch (random.nextInt(7)) {
            case 0 -> new Condition.IsAccount(key());
            case 1 ->
                new Condition.InContainer(pick(pick(CONTAINERS), "DC=example", "OU=Other,DC=example", "no dn", key()));
            case 2 -> new Condition.HasUpnSuffix(pick(pick(DOMAINS), " CORP.example ", "none"));
            case 3 -> new Condition.IsType(pick(AccountType.values()));
            case 4 -> new Condition.IsKnown(random.nextBoolean());
            default -> new Condition.InGroup(key());
        };
    }

    private Account somebody() {
        if (accounts.isEmpty()) {
            return gone.get(random.nextInt(gone.size()));
        }
        return accounts.get(random.nextInt(accounts.size()));
    }

    LookupConfig config() {
        return new LookupConfig(Duration.ofHours(24), Optional.of(Duration.ofDays(7)), domains);
    }

    /** A view in which only the copies of these connections are fresh. */
    ListView view(List<ConnectionId> fresh) {
        Map<ConnectionId, ConnectionState> states = new HashMap<>();
        domains.forEach((id, domain) -> {
            Instant asOf = fresh.contains(id) ? NOW.minusSeconds(60) : NOW.minus(Duration.ofDays(8));
            states.put(
                    id, new ConnectionState(SyncPoint.full(domain, asOf, 0), AccountCounts.NONE, AttributeCounts.NONE));
        });
        return new ListView(Epoch.FIRST, new Generation(1), states, accounts);
    }
}
