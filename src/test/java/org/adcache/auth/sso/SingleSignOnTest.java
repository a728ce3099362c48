package org.adcache.auth.sso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.adcache.account.Account;
import org.adcache.account.AccountName;
import org.adcache.account.AccountType;
import org.adcache.account.ConnectionId;
import org.adcache.account.DistinguishedName;
import org.adcache.account.Domain;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.account.ObjectGuid;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.auth.Scope;
import org.adcache.index.ListView;
import org.adcache.lookup.Lookup;
import org.adcache.lookup.LookupConfig;
import org.adcache.lookup.UnknownReason;
import org.adcache.lookup.principal.AccountReference;
import org.adcache.store.AccountCounts;
import org.adcache.store.AttributeCounts;
import org.adcache.store.ConnectionState;
import org.adcache.store.SyncPoint;
import org.adcache.testing.ForgedTicket;
import org.adcache.testing.TestKeytab;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SingleSignOnTest {
    private static final ConnectionId CORP = new ConnectionId("corp");
    private static final Domain DOMAIN = new Domain("corp.example", "CORP.EXAMPLE", "CORP", Optional.empty());

    private final TestKeytab.Entry gateway = TestKeytab.entry("HTTP/gw.corp.example@CORP.EXAMPLE");
    private final Clock clock = Clock.systemUTC();
    private final Lookup lookup = new Lookup(
            new LookupConfig(Duration.ofHours(24), Optional.empty(), Map.of(CORP, DOMAIN)), clock, Runnable::run);

    @TempDir
    Path folder;

    private SingleSignOn signOn;

    @BeforeEach
    void open() {
        TestKeytab.write(folder.resolve("http.keytab"), gateway);
        Role admins =
                new Role("admins", List.of(AccountReference.parse("CORP\\jo").orElseThrow()), Set.of(Scope.ADMIN));
        signOn = new SingleSignOn(
                new SingleSignOnConfig(folder.resolve("http.keytab"), Optional.empty()),
                new Roles(lookup.principals(), List.of(admins), clock),
                folder,
                clock);
    }

    private void serve() throws Exception {
        Account jo = Account.builder(
                        new ObjectGuid(0, 1), AccountType.USER, CORP, new DistinguishedName("CN=Jo,DC=corp,DC=example"))
                .cn("Jo")
                .samAccountName(new AccountName("jo"))
                .build();
        ConnectionState state =
                new ConnectionState(SyncPoint.full(DOMAIN, Instant.now(), 0), AccountCounts.NONE, AttributeCounts.NONE);
        lookup.serve(new ListView(new Epoch(1), new Generation(1), Map.of(CORP, state), List.of(jo)));
    }

    @Test
    void aTicketLeadsToAPersonWithRoles() throws Exception {
        serve();

        SignInResult.Complete complete = (SignInResult.Complete) signOn.signIn(new ForgedTicket(gateway).token());

        assertThat(complete.person().principal()).hasToString("jo@CORP.EXAMPLE");
        assertThat(complete.person().scopes()).containsExactly(Scope.ADMIN);
        assertThat(complete.reply()).isPresent();
        assertThat(signOn.damage()).isEmpty();
    }

    @Test
    void aSecondTokenLeadsToThePersonToo() throws Exception {
        serve();
        byte[] offer = ForgedTicket.offer(new byte[] {1}, ForgedTicket.NEGOEX, ForgedTicket.KERBEROS);

        assertThat(signOn.signIn(offer)).isInstanceOf(SignInResult.Continue.class);
        byte[] second = ForgedTicket.later(new ForgedTicket(gateway).kerberosToken());

        assertThat(((SignInResult.Complete) signOn.signIn(second)).person().roles())
                .containsExactly("admins");
    }

    @Test
    void whoIsNotInTheCacheHasNoAccess() throws Exception {
        serve();

        ProblemException thrown = catchThrowableOfType(
                ProblemException.class,
                () -> signOn.signIn(
                        new ForgedTicket(gateway).client("al", "CORP.EXAMPLE").token()));

        assertThat(thrown.problem().type()).isEqualTo(ProblemType.SSO_ACCOUNT_UNKNOWN);
    }

    @Test
    void aTicketIsNotUsedWhileTheCacheCanNotBe() throws Exception {
        byte[] token = new ForgedTicket(gateway).token();

        assertThat(((SignInResult.Unavailable) signOn.signIn(token)).reason().reason())
                .isEqualTo(UnknownReason.NEVER_SYNCED);
        serve();
        assertThat(signOn.signIn(token)).isInstanceOf(SignInResult.Complete.class);
    }

    @Test
    void saysWhatIsWrongWithKeytabOrReplayCache() throws Exception {
        Files.delete(folder.resolve("http.keytab"));
        SingleSignOn without = new SingleSignOn(
                new SingleSignOnConfig(folder.resolve("http.keytab"), Optional.empty()), signOn.roles(), folder, clock);
        assertThat(without.damage()).map(Problem::type).contains(ProblemType.KEYTAB_MISSING);

        TestKeytab.write(folder.resolve("http.keytab"), gateway);
        Files.write(folder.resolve(ReplayCache.FILE), new byte[] {1});
        SingleSignOn damaged = new SingleSignOn(
                new SingleSignOnConfig(folder.resolve("http.keytab"), Optional.empty()), signOn.roles(), folder, clock);
        assertThat(damaged.damage()).map(Problem::type).contains(ProblemType.SSO_UNAVAILABLE);
    }
}
