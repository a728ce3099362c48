package org.adcache.http;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.adcache.account.Account;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.auth.Scope;
import org.adcache.auth.Tokens;
import org.adcache.http.query.MatchRoutes;
import org.adcache.http.query.SuggestRoutes;
import org.adcache.http.telemetry.Telemetry;
import org.adcache.index.ListView;
import org.adcache.lookup.Lookup;
import org.adcache.lookup.LookupConfig;
import org.adcache.store.AccountCounts;
import org.adcache.store.AttributeCounts;
import org.adcache.store.ConnectionState;
import org.adcache.store.SyncPoint;
import org.adcache.testing.MemoryTokenStorage;
import org.adcache.testing.People;
import org.adcache.testing.TestAuthentication;

/** Program that serves matches and suggestions until its standard input ends; prints its URL and a token. */
final class BoundedHeapServer {
    static final int GROUPS = 10_000;

    private BoundedHeapServer() {}

    public static void main(String[] args) throws Exception {
        Lookup lookup = new Lookup(
                new LookupConfig(Duration.ofHours(24), Optional.empty(), Map.of(People.CORP, People.DOMAIN)),
                Clock.systemUTC(),
                Runnable::run);
        lookup.serve(new ListView(new Epoch(1), new Generation(1), Map.of(People.CORP, state()), accounts()));
        lookup.warmUp();
        Tokens tokens = new Tokens(new MemoryTokenStorage(), Clock.systemUTC(), new SecureRandom());
        String secret = tokens.create(Set.of(Scope.LOOKUP, Scope.SUGGEST), Optional.empty(), Optional.empty())
                .secret();
        HttpBudgets budgets = HttpBudgets.of(HttpLimits.DEFAULTS);
        Json json = new Json(budgets.answers());
        Telemetry telemetry = Telemetry.counting();
        try (HttpServer server = new HttpServer(
                new HttpConfig("127.0.0.1", 0, Optional.empty()),
                budgets,
                Optional.empty(),
                TestAuthentication.withTokens(tokens, Clock.systemUTC()),
                List.of(
                        new MatchRoutes(lookup, json, telemetry.metrics().matchAddresses()),
                        new SuggestRoutes(lookup, json)),
                TestRates.of(budgets),
                telemetry)) {
            System.out.println(server.start() + " " + secret);
            System.in.read();
        }
    }

    private static ConnectionState state() {
        return new ConnectionState(
                SyncPoint.full(People.DOMAIN, Instant.now(), 0), AccountCounts.NONE, AttributeCounts.NONE);
    }

    /** User 1 is in group 1, that is in group 2, and so on. */
    private static List<Account> accounts() {
        List<Account> accounts = new ArrayList<>(People.users(1000));
        Account member = accounts.get(0);
        for (int i = 1; i <= GROUPS; i++) {
            member = People.group(i, member);
            accounts.add(member);
        }
        return accounts;
    }
}
