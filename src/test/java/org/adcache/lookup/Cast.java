package org.adcache.lookup;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.adcache.account.Account;
import org.adcache.account.AccountName;
import org.adcache.account.AccountType;
import org.adcache.account.AccountView;
import org.adcache.account.ConnectionId;
import org.adcache.account.DistinguishedName;
import org.adcache.account.Domain;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.account.GroupMember;
import org.adcache.account.MailAddress;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ObjectSid;
import org.adcache.account.RequiredAttribute;
import org.adcache.account.UpnSuffix;
import org.adcache.account.UserPrincipalName;
import org.adcache.budget.QuestionBound;
import org.adcache.index.ListView;
import org.adcache.store.AccountCounts;
import org.adcache.store.AttributeCounts;
import org.adcache.store.ConnectionState;
import org.adcache.store.StoreException;
import org.adcache.store.SyncPoint;
import org.adcache.testing.TestClock;

/** Fixture of a few accounts in two connections, with shorthand queries for the example tests. */
final class Cast {
    static final ConnectionId CORP = new ConnectionId("corp");
    static final ConnectionId PARTNER = new ConnectionId("partner");
    static final ObjectSid DOMAIN_SID = ObjectSid.parse("S-1-5-21-1-2-3").orElseThrow();
    static final Map<ConnectionId, Domain> DOMAINS = Map.of(
            CORP, new Domain("corp.example", "CORP.EXAMPLE", "CORP", Optional.empty()),
            PARTNER, new Domain("partner.example", "PARTNER.EXAMPLE", "PARTNER", Optional.empty()));

    final TestClock clock = new TestClock();
    final Map<ConnectionId, ConnectionState> states = new LinkedHashMap<>();
    final List<Account> accounts = new ArrayList<>();
    final Lookup lookup;

    Cast() {
        this(Map.of());
    }

    Cast(Map<QuestionBound, Long> limits) {
        lookup = new Lookup(
                new LookupConfig(Duration.ofHours(24), Optional.of(Duration.ofDays(7)), DOMAINS, limits),
                clock,
                Runnable::run);
        DOMAINS.keySet().forEach(id -> synced(id, clock.instant()));
    }

    static ObjectGuid guid(int number) {
        return new ObjectGuid(0, number);
    }

    static ObjectSid sid(int relativeId) {
        return DOMAIN_SID.withRelativeId(relativeId);
    }

    static Account.Builder builder(int number, AccountType type, ConnectionId connection, String cn) {
        String rdn = "CN=" + cn.replaceAll("([,+\"\\\\])", "\\\\$1");
        return Account.builder(
                        guid(number),
                        type,
                        connection,
                        new DistinguishedName(rdn + ",OU=People,DC=" + connection + ",DC=example"))
                .cn(cn);
    }

    Cast user(int number, String cn, UnaryOperator<Account.Builder> more) {
        return add(more.apply(builder(number, AccountType.USER, CORP, cn).objectSid(sid(number))));
    }

    Cast group(int number, String cn, int... members) {
        return add(builder(number, AccountType.GROUP, CORP, cn)
                .samAccountName(new AccountName(cn))
                .objectSid(sid(number))
                .members(Arrays.stream(members)
                        .mapToObj(member -> new GroupMember(guid(member), Optional.empty()))
                        .toList()));
    }

    Cast add(Account.Builder account) {
        accounts.add(account.build());
        return this;
    }

    static UnaryOperator<Account.Builder> mail(String... values) {
        return account -> account.addresses(Arrays.stream(values)
                .map(value -> MailAddress.parse(value).orElseThrow())
                .toList());
    }

    static UnaryOperator<Account.Builder> name(String name) {
        return account -> account.samAccountName(new AccountName(name));
    }

    static UnaryOperator<Account.Builder> upn(String upn) {
        return account -> account.userPrincipalName(new UserPrincipalName(upn))
                .upnSuffix(UpnSuffix.of(upn).orElseThrow());
    }

    static UnaryOperator<Account.Builder> extra(String attribute, String value, String... more) {
        Map<String, List<String>> extra = new LinkedHashMap<>();
        extra.put(attribute, List.of(value));
        for (int i = 0; i < more.length; i += 2) {
            extra.put(more[i], List.of(more[i + 1]));
        }
        return account -> account.extra(extra);
    }

    Cast synced(ConnectionId connection, Instant asOf) {
        Domain domain = DOMAINS.getOrDefault(connection, new Domain("x.example", "X.EXAMPLE", "X", Optional.empty()));
        states.put(
                connection,
                new ConnectionState(SyncPoint.full(domain, asOf, 0), AccountCounts.NONE, AttributeCounts.NONE));
        return this;
    }

    Cast neverSynced(ConnectionId connection) {
        states.remove(connection);
        return this;
    }

    ListView view(long epoch, long generation) {
        return new ListView(
                new Epoch(epoch),
                new Generation(generation),
                states,
                accounts.stream()
                        .filter(account -> states.containsKey(account.connection()))
                        .toList());
    }

    Cast serve() throws StoreException {
        lookup.serve(view(1, 1));
        return this;
    }

    Cast serve(long generation) throws StoreException {
        lookup.serve(view(1, generation));
        return this;
    }

    LookupResult find(String key) {
        return lookup.find(List.of(key), Optional.empty()).answers().get(0);
    }

    LookupResult find(String key, KeyKind by) {
        return lookup.find(List.of(key), Optional.of(by)).answers().get(0);
    }

    /** The cns of the found accounts, in order; empty if there are none. */
    static List<String> names(LookupResult answer) {
        return answer instanceof LookupResult.Found found
                ? found.accounts().stream().map(AccountView::cn).toList()
                : List.of();
    }

    Verdict match(String address, Condition condition) {
        return recipient(address, condition).verdicts().values().iterator().next();
    }

    /** Why the verdict is unknown. */
    Optional<MatchAnswer.Reason> reason(String address, Condition condition) {
        return Optional.ofNullable(recipient(address, condition).reasons().get("c"));
    }

    /** The cns on the path to the condition. */
    List<String> path(String address, Condition condition) {
        return recipient(address, condition).paths().orElseThrow().getOrDefault("c", List.of()).stream()
                .map(AccountView::cn)
                .toList();
    }

    private MatchAnswer.Recipient recipient(String address, Condition condition) {
        MatchQuestion question = new MatchQuestion(List.of(address), Map.of("c", condition), true);
        return ((MatchAnswer.Matched) lookup.match(question)).recipients().get(0);
    }

    SuggestAnswer.Suggested suggest(String text) {
        return suggest(new SuggestQuestion(text, 20, EnumSet.allOf(AccountType.class), false, false));
    }

    SuggestAnswer.Suggested suggest(SuggestQuestion question) {
        return (SuggestAnswer.Suggested) lookup.suggest(question);
    }

    List<String> suggested(String text) {
        return suggest(text).items().stream().map(item -> item.account().cn()).toList();
    }

    /** The highlighted ranges of the first suggestion, as {@code field:text}. */
    List<String> marked(String text) {
        SuggestAnswer.Item item = suggest(text).items().get(0);
        return item.matched().stream()
                .map(range -> range.field()
                        + (range.index().isPresent() ? range.index().getAsInt() : "")
                        + ":"
                        + Fields.marked(item.account().account(), range))
                .toList();
    }

    /** An attribute can't be read of some user of the domain. */
    void unreadable(RequiredAttribute attribute) {
        states.computeIfPresent(
                CORP,
                (same, state) -> new ConnectionState(
                        state.point(),
                        state.counts(),
                        AttributeCounts.NONE.plus(Map.of(
                                new AttributeCounts.Key(AccountType.USER, AttributeCounts.unreadable(attribute)), 1))));
    }
}
