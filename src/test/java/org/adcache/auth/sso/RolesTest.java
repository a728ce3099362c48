package org.adcache.auth.sso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.adcache.account.Account;
import org.adcache.account.AccountName;
import org.adcache.account.AccountType;
import org.adcache.account.ConnectionId;
import org.adcache.account.DistinguishedName;
import org.adcache.account.Domain;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.account.GroupMember;
import org.adcache.account.ObjectGuid;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.account.RequiredAttribute;
import org.adcache.auth.Authenticator;
import org.adcache.auth.CacheUnavailableException;
import org.adcache.auth.Credentials;
import org.adcache.auth.NotAdmittedException;
import org.adcache.auth.PageOrigin;
import org.adcache.auth.Principal;
import org.adcache.auth.RequiredScope;
import org.adcache.auth.Scope;
import org.adcache.auth.Tokens;
import org.adcache.auth.certificate.ClientCertificates;
import org.adcache.index.ListView;
import org.adcache.lookup.Lookup;
import org.adcache.lookup.LookupConfig;
import org.adcache.lookup.UnknownReason;
import org.adcache.lookup.principal.AccountReference;
import org.adcache.lookup.principal.Group;
import org.adcache.lookup.principal.PrincipalName;
import org.adcache.store.AccountCounts;
import org.adcache.store.AttributeCounts;
import org.adcache.store.ConnectionState;
import org.adcache.store.StoreException;
import org.adcache.store.SyncPoint;
import org.adcache.testing.MemoryTokenStorage;
import org.adcache.testing.TestAuthentication;
import org.adcache.testing.TestClock;
import org.junit.jupiter.api.Test;

class RolesTest {
    private static final ConnectionId CORP = new ConnectionId("corp");
    private static final Domain DOMAIN = new Domain("corp.example", "CORP.EXAMPLE", "CORP", Optional.empty());
    private static final PrincipalName JO = PrincipalName.parse("jo@CORP.EXAMPLE");

    private final TestClock clock = new TestClock();
    private final List<Account> accounts = new ArrayList<>();
    private final Lookup lookup = new Lookup(
            new LookupConfig(Duration.ofHours(24), Optional.of(Duration.ofDays(7)), Map.of(CORP, DOMAIN)),
            clock,
            Runnable::run);
    private final Roles roles = new Roles(
            lookup.principals(),
            List.of(
                    role("helpdesk", Set.of(Scope.SUGGEST, Scope.LOOKUP), "CORP\\Helpdesk"),
                    role("readers", Set.of(Scope.LOOKUP), "CORP\\Staff", "CN=Gone,DC=corp,DC=example"),
                    role("admins", Set.of(Scope.ADMIN), "CORP\\root")),
            clock);

    @Test
    void aPersonHasTheRolesOfAllGroupsAndTheirScopes() throws Exception {
        user(1, "jo");
        group(10, "Staff", 1);
        group(11, "Second Line", 1);
        group(12, "Helpdesk", 11);
        serve(1);

        Person jo = person();

        assertThat(jo.roles()).containsExactly("helpdesk", "readers");
        assertThat(jo.scopes()).containsExactlyInAnyOrder(Scope.LOOKUP, Scope.SUGGEST);
        assertThat(jo.groups()).extracting(Group::cn).containsExactly("Helpdesk", "Second Line", "Staff");
        assertThat(jo.generation()).isEqualTo(new Generation(1));
        assertThat(jo.asOf()).contains(clock.instant());
    }

    @Test
    void aRoleMayNameAnAccount() throws Exception {
        user(1, "root");
        serve(1);

        assertThat(((Person) roles.of(PrincipalName.parse("root@CORP.EXAMPLE"))).roles())
                .containsExactly("admins");
    }

    @Test
    void aPersonWithoutARoleMayDoNothing() throws Exception {
        user(1, "jo");
        serve(1);

        assertThat(person().roles()).isEmpty();
        assertThat(person().scopes()).isEmpty();
    }

    @Test
    void aPersonKeepsTheirRolesWhileTheSameIsServed() throws Exception {
        user(1, "jo");
        group(10, "Staff", 1);
        serve(1);
        Person jo = person();

        clock.advance(Duration.ofHours(1));

        assertThat(roles.refresh(jo)).isSameAs(jo);
    }

    @Test
    void leavingANestedGroupEndsTheRoleWithTheNextGeneration() throws Exception {
        user(1, "jo");
        group(11, "Second Line", 1);
        group(12, "Helpdesk", 11);
        serve(1);
        Person jo = person();
        accounts.removeIf(account -> account.cn().equals("Second Line"));
        group(11, "Second Line");
        assertThat(roles.refresh(jo)).isSameAs(jo);
        serve(2);

        Person now = (Person) roles.refresh(jo);

        assertThat(now.roles()).isEmpty();
        assertThat(now.generation()).isEqualTo(new Generation(2));
    }

    @Test
    void aDisabledAccountLosesAccessWithTheNextGeneration() throws Exception {
        user(1, "jo");
        serve(1);
        Person jo = person();
        accounts.clear();
        user(1, "jo", account -> account.disabled(true));
        serve(2);

        assertThat(refusal(() -> roles.refresh(jo)).type()).isEqualTo(ProblemType.SSO_ACCOUNT_DISABLED);
        accounts.clear();
        serve(3);
        assertThat(refusal(() -> roles.refresh(jo)).type()).isEqualTo(ProblemType.SSO_ACCOUNT_UNKNOWN);
    }

    @Test
    void anAccountThatExpiresLosesAccessAtThatMoment() throws Exception {
        user(1, "jo", account -> account.accountExpires(clock.instant().plusSeconds(60)));
        serve(1);
        Person jo = person();
        assertThat(roles.refresh(jo)).isSameAs(jo);

        clock.advance(Duration.ofSeconds(60));

        assertThat(refusal(() -> roles.refresh(jo)).type()).isEqualTo(ProblemType.SSO_ACCOUNT_DISABLED);
        assertThat(refusal(() -> roles.of(JO)).detail()).contains("expired");
    }

    @Test
    void anAccountOfWhichItCanNotBeReadWhetherItIsDisabledHasNoAccess() throws Exception {
        user(1, "jo", account -> account.unreadable(Set.of(RequiredAttribute.USER_ACCOUNT_CONTROL)));
        serve(1);

        assertThat(refusal(() -> roles.of(JO)))
                .satisfies(problem -> assertThat(problem.type()).isEqualTo(ProblemType.SSO_ACCOUNT_DISABLED))
                .satisfies(problem -> assertThat(problem.remedy()).contains("userAccountControl"));
    }

    @Test
    void anAccountOfWhichItCanNotBeReadWhetherItHasExpiredHasNoAccess() throws Exception {
        user(1, "jo", account -> account.disabled(false).unreadable(Set.of(RequiredAttribute.ACCOUNT_EXPIRES)));
        serve(1);

        assertThat(refusal(() -> roles.of(JO)))
                .satisfies(problem -> assertThat(problem.type()).isEqualTo(ProblemType.SSO_ACCOUNT_DISABLED))
                .satisfies(problem -> assertThat(problem.remedy()).contains("accountExpires"));
    }

    @Test
    void anUnknownAccountHasNoAccess() throws Exception {
        serve(1);

        assertThat(refusal(() -> roles.of(JO)).type()).isEqualTo(ProblemType.SSO_ACCOUNT_UNKNOWN);
    }

    @Test
    void twoAccountsOfOneNameHaveNoAccess() throws Exception {
        user(1, "jo");
        user(2, "JO");
        serve(1);

        assertThat(refusal(() -> roles.of(JO)).detail()).startsWith("Several accounts");
    }

    @Test
    void nobodyIsAdmittedWhileTheCacheCanNotBeUsed() throws Exception {
        user(1, "jo");
        assertThat(roles.of(JO)).isEqualTo(new Admission.Unavailable(lookup.freshness(), UnknownReason.NEVER_SYNCED));
        serve(1);
        Person jo = person();
        clock.advance(Duration.ofDays(8));
        assertThat(roles.refresh(jo)).isEqualTo(new Admission.Unavailable(lookup.freshness(), UnknownReason.TOO_STALE));
        lookup.off(new Epoch(2));
        assertThat(roles.refresh(jo))
                .isEqualTo(new Admission.Unavailable(lookup.freshness(), UnknownReason.INTEGRATION_DISABLED));
    }

    @Test
    void saysWhichMembersNameNothing() throws Exception {
        group(10, "Staff");
        group(12, "Helpdesk");
        user(3, "root");
        serve(1);

        assertThat(roles.warnings())
                .extracting(Problem::type, Problem::detail)
                .containsExactly(tuple(
                        ProblemType.ROLE_MEMBER_UNKNOWN,
                        "The member \"CN=Gone,DC=corp,DC=example\" of the role readers names no account or group of the"
                                + " cache, or several."));
    }

    @Test
    void aSessionHasTheRolesOfTheConfigurationAndTheGenerationOfNow() throws Exception {
        user(1, "jo");
        group(12, "Helpdesk", 1);
        serve(1);
        List<Roles> configured = new ArrayList<>(List.of(roles));
        PersonOrigin origin = new PersonOrigin(person(), () -> configured.get(0));

        Principal before = origin.current().orElseThrow();
        assertThat(before.roles()).containsExactly("helpdesk");
        assertThat(origin.current()).hasValueSatisfying(same -> assertThat(same).isSameAs(before));
        configured.set(
                0,
                new Roles(lookup.principals(), List.of(role("other", Set.of(Scope.EXPORT), "CORP\\Helpdesk")), clock));
        assertThat(origin.current().orElseThrow().scopes()).containsExactly(Scope.EXPORT);

        accounts.clear();
        serve(2);
        assertThat(origin.current()).isEmpty();
        lookup.off(new Epoch(2));
        assertThatThrownBy(origin::current).isInstanceOf(CacheUnavailableException.class);
    }

    @Test
    void whomAProxyHasSignedInIsAPersonWhileTheAccountHasAccess() throws Exception {
        user(1, "jo");
        group(12, "Helpdesk", 1);
        serve(1);
        ProxiedPeople people = new ProxiedPeople(() -> roles);

        assertThat(people.find("jo@CORP.EXAMPLE").scopes()).containsExactlyInAnyOrder(Scope.LOOKUP, Scope.SUGGEST);
        assertThat(people.find("jo@CORP.EXAMPLE").person()).isPresent();
        assertThatThrownBy(() -> people.find("nobody@CORP.EXAMPLE"))
                .isInstanceOfSatisfying(
                        NotAdmittedException.class,
                        refused -> assertThat(refused.problem().orElseThrow().type())
                                .isEqualTo(ProblemType.SSO_ACCOUNT_UNKNOWN));
        accounts.clear();
        user(1, "jo", account -> account.disabled(true));
        serve(2);
        assertThatThrownBy(() -> people.find("jo@CORP.EXAMPLE"))
                .isInstanceOfSatisfying(
                        NotAdmittedException.class,
                        refused -> assertThat(refused.problem().orElseThrow().type())
                                .isEqualTo(ProblemType.SSO_ACCOUNT_DISABLED));
    }

    @Test
    void whomAProxyHasSignedInMayHaveTheAuthorizationOfTheProxyButNoWrongToken() throws Exception {
        user(1, "jo");
        serve(1);
        Tokens tokens = new Tokens(new MemoryTokenStorage(), clock, new SecureRandom());
        Authenticator authenticator = Authenticator.of(
                tokens,
                Optional.empty(),
                TestAuthentication.sessions(clock),
                new ClientCertificates(clock),
                Optional.of(new ProxiedPeople(() -> roles)));

        assertThat(admitted(authenticator, Optional.empty(), false).id()).isEqualTo("jo@CORP.EXAMPLE");
        assertThat(admitted(authenticator, Optional.of("Basic am86c2VjcmV0"), false)
                        .id())
                .isEqualTo("jo@CORP.EXAMPLE");
        assertThatThrownBy(() -> admitted(authenticator, Optional.of("Bearer adc_wrong"), false))
                .isInstanceOfSatisfying(
                        NotAdmittedException.class,
                        refused ->
                                assertThat(refused.reason()).isEqualTo(NotAdmittedException.Reason.UNKNOWN_CREDENTIAL));
        assertThatThrownBy(() -> admitted(authenticator, Optional.empty(), true))
                .as("a change that no page of the service sends")
                .isInstanceOfSatisfying(
                        NotAdmittedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(NotAdmittedException.Reason.FOREIGN_PAGE));
    }

    private static Principal admitted(Authenticator authenticator, Optional<String> authorization, boolean change) {
        return authenticator.admit(
                new Credentials(
                        authorization,
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        PageOrigin.NONE,
                        Optional.of("jo@CORP.EXAMPLE"),
                        false),
                RequiredScope.ANY,
                change);
    }

    private static Role role(String id, Set<Scope> scopes, String... members) {
        return new Role(
                id,
                Arrays.stream(members)
                        .map(text -> AccountReference.parse(text).orElseThrow())
                        .toList(),
                scopes);
    }

    private void user(int number, String name) {
        user(number, name, account -> account);
    }

    private void user(int number, String name, UnaryOperator<Account.Builder> more) {
        accounts.add(more.apply(builder(number, AccountType.USER, name)).build());
    }

    private void group(int number, String name, int... members) {
        accounts.add(builder(number, AccountType.GROUP, name)
                .members(Arrays.stream(members)
                        .mapToObj(member -> new GroupMember(new ObjectGuid(0, member), Optional.empty()))
                        .toList())
                .build());
    }

    private static Account.Builder builder(int number, AccountType type, String name) {
        return Account.builder(
                        new ObjectGuid(0, number),
                        type,
                        CORP,
                        new DistinguishedName("CN=" + name + ",DC=corp,DC=example"))
                .cn(name)
                .samAccountName(new AccountName(name));
    }

    private void serve(long generation) throws StoreException {
        ConnectionState state = new ConnectionState(
                SyncPoint.full(DOMAIN, clock.instant(), 0), AccountCounts.NONE, AttributeCounts.NONE);
        lookup.serve(new ListView(new Epoch(1), new Generation(generation), Map.of(CORP, state), accounts));
    }

    private Person person() throws ProblemException {
        return (Person) roles.of(JO);
    }

    private interface Question {
        Object ask() throws ProblemException;
    }

    private static Problem refusal(Question question) {
        ProblemException thrown = catchThrowableOfType(ProblemException.class, question::ask);
        assertThat(thrown).isNotNull();
        return thrown.problem();
    }
}
