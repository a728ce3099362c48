package org.adcache.testing;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
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
import org.adcache.auth.Scope;
import org.adcache.auth.sso.Role;
import org.adcache.auth.sso.Roles;
import org.adcache.auth.sso.SingleSignOn;
import org.adcache.auth.sso.SingleSignOnConfig;
import org.adcache.index.ListView;
import org.adcache.lookup.Lookup;
import org.adcache.lookup.LookupConfig;
import org.adcache.lookup.principal.AccountReference;
import org.adcache.store.AccountCounts;
import org.adcache.store.AttributeCounts;
import org.adcache.store.ConnectionState;
import org.adcache.store.StoreException;
import org.adcache.store.SyncPoint;

/** Two people of the realm CORP.EXAMPLE: jo has a role of scope admin, al has none. They sign in with tickets. */
public final class CorpPeople {
    private static final ConnectionId CORP = new ConnectionId("corp");
    private static final Domain DOMAIN = new Domain("corp.example", "CORP.EXAMPLE", "CORP", Optional.empty());

    public final Path keytab;
    public final Roles roles;
    public final SingleSignOn signOn;

    private final TestKeytab.Entry gateway = TestKeytab.entry("HTTP/gw.corp.example@CORP.EXAMPLE");

    /** @param folder of the keytab and of the record of tickets */
    public CorpPeople(Path folder) throws StoreException {
        Clock clock = Clock.systemUTC();
        Lookup lookup = new Lookup(
                new LookupConfig(Duration.ofHours(24), Optional.empty(), Map.of(CORP, DOMAIN)), clock, Runnable::run);
        ConnectionState state = new ConnectionState(
                SyncPoint.full(DOMAIN, clock.instant(), 0), AccountCounts.NONE, AttributeCounts.NONE);
        lookup.serve(new ListView(
                new Epoch(1), new Generation(1), Map.of(CORP, state), List.of(account(1, "jo"), account(2, "al"))));
        Role admins =
                new Role("admins", List.of(AccountReference.parse("CORP\\jo").orElseThrow()), Set.of(Scope.ADMIN));
        roles = new Roles(lookup.principals(), List.of(admins), clock);
        keytab = folder.resolve("http.keytab");
        TestKeytab.write(keytab, gateway);
        signOn = new SingleSignOn(new SingleSignOnConfig(keytab, Optional.empty()), roles, folder, clock);
    }

    private static Account account(int number, String name) {
        return Account.builder(
                        new ObjectGuid(0, number),
                        AccountType.USER,
                        CORP,
                        new DistinguishedName("CN=" + name + ",DC=corp,DC=example"))
                .cn(name)
                .samAccountName(new AccountName(name))
                .build();
    }

    /** The header Authorization with a new ticket. */
    public String ticket(String name) {
        byte[] token = new ForgedTicket(gateway).client(name, "CORP.EXAMPLE").token();
        return "Negotiate " + Base64.getEncoder().encodeToString(token);
    }
}
