package org.adcache.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Comparison of suggestions with ambiguous name resolution (MS-ADTS 3.1.1.3.1.3.4) at a domain controller: the same
 * query is sent as {@code (anr=…)} and as {@code q=…}, and everything that the server finds must be among the
 * suggestions.
 *
 * <p>Queries for which the server finds more than an answer holds are left out. Suggestions find more than ANR, such
 * as a middle name or a name without its accents, so an answer can be full before it contains everything that the
 * server found. It is then marked as incomplete, and the query is repeated for one type of account at a time. An
 * account that is missing from an answer that is incomplete even so counts as undecided; few queries may have such.
 */
@TestInstance(Lifecycle.PER_CLASS)
class SambaAnrIT {
    private static final long SEED = 20261121;
    private static final int QUESTIONS = 500;
    private static final int LIMIT = 20;
    private static final String ACCOUNTS = "(|(objectCategory=person)(objectClass=group))";
    private static final List<String> TYPES = List.of("user", "contact", "group");

    private final Map<String, List<Hit>> missing = new LinkedHashMap<>();
    private final Map<String, List<Hit>> undecided = new LinkedHashMap<>();
    private int askedAgain;

    private SambaDomain domain;
    private LDAPConnection connection;
    private AdcacheProcess adcache;

    @BeforeAll
    void sync(@TempDir Path folder) throws Exception {
        domain = SambaDomain.provision(ManyNames.of(SEED), ServiceAccounts.GOOD);
        domain.start();
        connection = domain.connect(domain.reader());
        TestConfig config = TestConfig.ldaps(domain, folder.resolve("data"))
                .with("extra-attributes", "[displayName, givenName, sn]");
        adcache = AdcacheProcess.start(domain, config).awaitSynced();
    }

    @AfterAll
    void stop() {
        adcache.close();
        connection.close();
        domain.close();
    }

    /** An account that the server found. */
    private record Hit(String type, String guid, String dn) {
        static Hit of(SearchResultEntry entry) {
            Set<String> classes = Set.of(entry.getAttributeValues("objectClass"));
            String type = TYPES.stream()
                    .filter(classes::contains)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("neither user, contact nor group: " + entry));
            return new Hit(type, Identifiers.guid(entry.getAttributeValueBytes("objectGUID")), entry.getDN());
        }
    }

    @Test
    void everythingThatAmbiguousNameResolutionFindsIsSuggested() throws Exception {
        List<LdifEntry> accounts = domain.search(ACCOUNTS, AnrQuestions.ATTRIBUTES);
        int asked = 0;
        int found = 0;
        for (String question : new AnrQuestions(accounts, SEED).draw(QUESTIONS)) {
            List<Hit> hits = resolve(question);
            if (!hits.isEmpty() && hits.size() <= LIMIT) {
                asked++;
                found += hits.size();
                compare(question, hits);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "(anr=...) in %d accounts: %d questions, %d hits, %d asked again by type, undecided %s%n",
                accounts.size(),
                asked,
                found,
                askedAgain,
                undecided.keySet());
        assertThat(missing).as(adcache::quote).isEmpty();
        assertThat(asked).isGreaterThan(QUESTIONS / 2);
        assertThat(undecided).hasSizeLessThan(asked / 10);
    }

    private List<Hit> resolve(String question) throws LDAPException {
        Filter filter = Filter.createANDFilter(Filter.create(ACCOUNTS), Filter.createEqualityFilter("anr", question));
        return connection
                .search(SambaDomain.BASE, SearchScope.SUB, filter, "objectClass", "objectGUID")
                .getSearchEntries()
                .stream()
                .map(Hit::of)
                .toList();
    }

    private void compare(String question, List<Hit> hits) {
        List<Hit> rest = new ArrayList<>(hits);
        boolean complete = suggest(question, String.join(",", TYPES), rest);
        if (complete || rest.isEmpty()) {
            note(missing, question, rest);
            return;
        }
        askedAgain++;
        for (String type : TYPES) {
            List<Hit> ofType = rest.stream()
                    .filter(hit -> hit.type().equals(type))
                    .collect(Collectors.toCollection(ArrayList::new));
            if (!ofType.isEmpty()) {
                note(suggest(question, type, ofType) ? missing : undecided, question, ofType);
            }
        }
    }

    private static void note(Map<String, List<Hit>> kind, String question, List<Hit> hits) {
        if (!hits.isEmpty()) {
            kind.computeIfAbsent(question, none -> new ArrayList<>()).addAll(hits);
        }
    }

    /** Removes the accounts that are suggested, and returns whether the suggestions are complete. */
    private boolean suggest(String question, String types, List<Hit> hits) {
        JsonNode answer = adcache.client()
                .get("/v1/suggest?limit=" + LIMIT + "&include=disabled,hidden&types=" + types + "&q="
                        + URLEncoder.encode(question, StandardCharsets.UTF_8))
                .expect(200)
                .body();
        Set<String> suggested = answer.path("items")
                .valueStream()
                .map(item -> item.path("objectGUID").asString())
                .collect(Collectors.toSet());
        hits.removeIf(hit -> suggested.contains(hit.guid()));
        return answer.path("complete").asBoolean();
    }
}
