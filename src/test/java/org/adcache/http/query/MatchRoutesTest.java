package org.adcache.http.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.adcache.account.AccountType;
import org.adcache.budget.QuestionBound;
import org.adcache.budget.QuestionRefusedException;
import org.adcache.http.TestServer;
import org.adcache.lookup.Condition;
import org.adcache.testing.People;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchRoutesTest {
    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start();
        server.questions.holds("user1@corp.example", People.user(1));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void givesAVerdictForEachAddressAndCondition() {
        TestServer.Got got = server.post("/v1/match", """
                {"addresses":["user1@corp.example","?"],"conditions":{"b":{"group":"Group 1"},"a":{"known":true}}}""");
        assertThat(got.body()).isEqualTo("""
                        {"results":[{"address":"user1@corp.example","matches":{"b":"yes","a":"unknown"}},\
                        {"address":"?","matches":{"b":"no","a":"unknown"}}],\
                        "generation":7,"asOf":"2026-11-21T09:30:00Z","stale":true,"epoch":3}""");
    }

    @Test
    void explainsTheWayFromTheAddressToTheGroup() {
        TestServer.Got got = server.post("/v1/match", """
                {"addresses":["user1@corp.example"],"conditions":{"b":{"group":"Group 1"}},"explain":true}""");
        assertThat(got.json().get("results").get(0).get("explain").toString()).isEqualTo("""
                        {"b":[{"address":"user1@corp.example"},\
                        {"objectGUID":"00000000-0000-0001-0000-000000000001","type":"user","cn":"User 1",\
                        "distinguishedName":"CN=User 1,OU=People,DC=corp,DC=example"},\
                        {"objectGUID":"00000001-0000-0001-0000-000000000001","type":"group","cn":"Group 1",\
                        "distinguishedName":"CN=Group 1,OU=Groups,DC=corp,DC=example"}]}""");
    }

    @Test
    void saysWhichBoundMadeAVerdictUnknownAndThatPathsAreLeftOut() {
        server.questions.bound = Optional.of(QuestionBound.GROUP_DEPTH);
        TestServer.Got got = server.post("/v1/match", """
                {"addresses":["user1@corp.example"],"conditions":{"b":{"group":"Group 1"}},"explain":true}""");
        assertThat(got.json().get("results").get(0).toString()).isEqualTo("""
                        {"address":"user1@corp.example","matches":{"b":"unknown"},\
                        "reasons":{"b":"group-depth"},"explain":{},"explainTruncated":true}""");
    }

    @Test
    void aMatchThatIsCutOffBySwitchingOffIsUnavailable() {
        server.questions.cancelled = true;
        assertThat(server.post("/v1/match", """
                {"addresses":["user1@corp.example"],"conditions":{"b":{"group":"Group 1"}}}""").problem()).isEqualTo("integration-disabled 503");
    }

    @Test
    void aRefusedMatchIsABadRequestWithARemedy() {
        server.questions.refusal = Optional.of(new QuestionRefusedException("Too many pairs.", "Ask less."));
        TestServer.Got got = server.post("/v1/match", """
                {"addresses":["user1@corp.example"],"conditions":{"b":{"group":"Group 1"}}}""");
        assertThat(got.problem()).isEqualTo("bad-request 400");
        assertThat(got.detail()).isEqualTo("Too many pairs.");
        assertThat(got.json().get("remedy").asString()).isEqualTo("Ask less.");
    }

    @Test
    void passesOnEveryKindOfCondition() {
        server.post("/v1/match", """
                {"conditions":{"1":{"account":"jo"},"2":{"group":"g"},"3":{"container":"OU=x"},"":{"upnSuffix":"s"},
                 "5":{"type":"contact"},"6":{"known":false}},"explain":false,"addresses":["", "no address"]}""");
        assertThat(server.questions.lastMatch).hasValueSatisfying(question -> {
            assertThat(question.conditions().values())
                    .containsExactly(
                            new Condition.IsAccount("jo"),
                            new Condition.InGroup("g"),
                            new Condition.InContainer("OU=x"),
                            new Condition.HasUpnSuffix("s"),
                            new Condition.IsType(AccountType.CONTACT),
                            new Condition.IsKnown(false));
            assertThat(question.addresses()).isEqualTo(List.of("", "no address"));
            assertThat(question.explain()).isFalse();
        });
    }

    @Test
    void takesAnyTextAsAnAddress() {
        TestServer.Got got = server.post(
                "/v1/match",
                "{\"addresses\":[\"\",\"\\udfff@\",\"" + "a".repeat(5000)
                        + "\"],\"conditions\":{\"x\":{\"known\":true}}}");
        assertThat(got.status()).isEqualTo(200);
        assertThat(got.json().get("results").get(1).get("address").asString()).isEqualTo("\udfff@");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                  | conditions is missing.",
                "{\"x\":{\"group\":\"\"}}            | conditions.x.group is empty.",
                "{\"x\":{\"group\":3}}               | conditions.x.group is not a string.",
                "{\"x\":{\"known\":\"yes\"}}         | conditions.x.known is not true or false.",
                "{\"x\":{\"type\":\"computer\"}}     | conditions.x.type is none of user, contact, group.",
                "{\"x\":{\"name\":\"a\"}}            | The field conditions.x.name is unknown.",
                "{\"x\":3}                           | conditions.x is not an object.",
                "3                                   | conditions is not an object.",
                "{\"x\":{}}                          | conditions.x has not exactly one of account, group, container, upnSuffix, type, known.",
                "{\"x\":{\"known\":true,\"group\":\"g\"}} | conditions.x has not exactly one of account, group, container, upnSuffix, type, known.",
                "{\"a b\":{}}                        | conditions.… has not exactly one of account, group, container, upnSuffix, type, known.",
                "{\"\\ud800\":{\"known\":true}}      | The body is no valid JSON, line 1, column 41.",
            })
    void namesWhatIsWrongWithACondition(String conditions, String detail) {
        TestServer.Got got = server.post("/v1/match", "{\"addresses\":[\"a\"],\"conditions\":" + conditions + "}");
        assertThat(got.problem()).isEqualTo("bad-request 400");
        assertThat(got.detail()).isEqualTo(detail.replace("conditions is missing.", "conditions is empty."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"conditions\":{\"x\":{\"known\":true}}}                      | addresses is missing.",
                "{\"addresses\":[\"a\"]}                                        | conditions is missing.",
                "{\"addresses\":[\"a\",3]}                                      | addresses[1] is not a string.",
                "{\"addresses\":[]}                                             | addresses is empty.",
                "{\"addresses\":[\"a\"],\"explain\":1}                          | explain is not true or false.",
                "{\"addresses\":[\"a\"],\"verbose\":true}                       | The field verbose is unknown.",
            })
    void namesWhatIsWrongWithTheBody(String body, String detail) {
        TestServer.Got got = server.post("/v1/match", body);
        assertThat(got.problem()).isEqualTo("bad-request 400");
        assertThat(got.detail()).isEqualTo(detail);
    }

    @Test
    void takesAThousandConditionsAndNoMore() {
        assertThat(server.post("/v1/match", body(1000)).status()).isEqualTo(200);
        assertThat(server.post("/v1/match", body(1001)).detail()).isEqualTo("conditions has more than 1000 entries.");
    }

    private static String body(int conditions) {
        return IntStream.range(0, conditions)
                .mapToObj(i -> "\"c" + i + "\":{\"known\":true}")
                .collect(Collectors.joining(",", "{\"addresses\":[\"a\"],\"conditions\":{", "}}"));
    }
}
