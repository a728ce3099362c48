package org.adcache.http.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.adcache.account.AccountType;
import org.adcache.http.FakeLookupService;
import org.adcache.http.TestServer;
import org.adcache.lookup.ServedState;
import org.adcache.lookup.SuggestQuestion;
import org.adcache.testing.People;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class SuggestRoutesTest {
    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void givesAccountsWithTheRangesWhereTheyMatch() {
        server.questions.items.add(FakeLookupService.item(People.user(1)));
        server.questions.items.add(FakeLookupService.item(People.user(2)));
        JsonNode json = server.get("/v1/suggest?q=user").json();
        assertThat(json.propertyNames())
                .containsExactlyInAnyOrder("complete", "items", "generation", "asOf", "stale", "epoch");
        assertThat(json.get("complete").asBoolean()).isFalse();
        assertThat(json.get("items").size()).isEqualTo(2);
        JsonNode first = json.get("items").get(0);
        assertThat(first.get("cn").asString()).isEqualTo("User 1");
        assertThat(first.get("disabled").asBoolean()).isFalse();
        assertThat(first.get("matched").toString()).isEqualTo("""
                        [{"field":"cn","start":0,"end":4},{"field":"addresses","index":0,"start":0,"end":4}]""");
    }

    @Test
    void searchesOnceForAQuestionWhileTheStateIsTheSame() {
        server.questions.state = Optional.of(new ServedState());
        server.questions.items.add(FakeLookupService.item(People.user(1)));
        String first = server.get("/v1/suggest?q=user").body();
        assertThat(server.get("/v1/suggest?q=user").body()).isEqualTo(first);
        assertThat(server.questions.searches).hasValue(1);
        server.get("/v1/suggest?q=user&limit=9");
        server.get("/v1/suggest?q=user&include=hidden");
        assertThat(server.questions.searches).hasValue(3);
    }

    @Test
    void searchesAgainInTheNextState() {
        server.questions.state = Optional.of(new ServedState());
        server.get("/v1/suggest?q=user");
        server.questions.items.add(FakeLookupService.item(People.user(1)));
        server.questions.state = Optional.of(new ServedState());
        assertThat(server.get("/v1/suggest?q=user").json().get("items").size()).isEqualTo(1);
    }

    @Test
    void searchesEachTimeWhileSomeConnectionIsMissing() {
        server.get("/v1/suggest?q=user");
        server.questions.items.add(FakeLookupService.item(People.user(1)));
        assertThat(server.get("/v1/suggest?q=user").json().get("items").size()).isEqualTo(1);
        assertThat(server.questions.searches).hasValue(2);
    }

    @Test
    void asksForEightAccountsOfEachTypeUnlessToldOtherwise() {
        server.get("/v1/suggest?q=jo%20smi");
        assertThat(server.questions.lastSuggest)
                .contains(new SuggestQuestion("jo smi", 8, EnumSet.allOf(AccountType.class), false, false));
        server.get("/v1/suggest?q=+&limit=20&types=group,contact&include=hidden,disabled");
        assertThat(server.questions.lastSuggest)
                .contains(new SuggestQuestion(" ", 20, Set.of(AccountType.GROUP, AccountType.CONTACT), true, true));
        server.get("/v1/suggest?q=&limit=1&include=hidden");
        assertThat(server.questions.lastSuggest)
                .contains(new SuggestQuestion("", 1, EnumSet.allOf(AccountType.class), false, true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limit=3              | q is missing.",
                "q=a&limit=0          | limit is not a number from 1 to 20.",
                "q=a&limit=21         | limit is not a number from 1 to 20.",
                "q=a&limit=-1         | limit is not a number from 1 to 20.",
                "q=a&limit=x          | limit is not a number from 1 to 20.",
                "q=a&limit=           | limit is not a number from 1 to 20.",
                "q=a&limit=1e1        | limit is not a number from 1 to 20.",
                "q=a&types=computer   | types is none of user, contact, group.",
                "q=a&types=user,      | types is none of user, contact, group.",
                "q=a&include=all      | include has an entry that is neither disabled nor hidden.",
                "q=a&page=2           | The parameter page is unknown.",
            })
    void namesWhatIsWrong(String query, String detail) {
        TestServer.Got got = server.get("/v1/suggest?" + query);
        assertThat(got.problem()).isEqualTo("bad-request 400");
        assertThat(got.detail()).isEqualTo(detail);
    }

    @Test
    void takes256CharactersAndNoMore() {
        assertThat(server.get("/v1/suggest?q=" + "%C3%BC".repeat(256)).status()).isEqualTo(200);
        assertThat(server.get("/v1/suggest?q=" + "a".repeat(257)).detail())
                .isEqualTo("q is longer than 256 characters.");
    }
}
