package org.adcache.http.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.adcache.account.Account;
import org.adcache.account.AccountType;
import org.adcache.account.DistinguishedName;
import org.adcache.account.MailAddress;
import org.adcache.account.MailboxType;
import org.adcache.account.ObjectGuid;
import org.adcache.account.RequiredAttribute;
import org.adcache.account.UserPrincipalName;
import org.adcache.http.TestServer;
import org.adcache.lookup.KeyKind;
import org.adcache.lookup.LookupResult;
import org.adcache.lookup.UnknownReason;
import org.adcache.testing.People;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class LookupRoutesTest {
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
    void givesEveryFieldOfAnAccountAndLeavesOutThoseWithoutValue() {
        assertThat(server.get("/v1/lookup?key=user1@corp.example").body()).isEqualTo("""
                        {"found":true,"accounts":[{"objectGUID":"00000000-0000-0001-0000-000000000001","type":"user",\
                        "distinguishedName":"CN=User 1,OU=People,DC=corp,DC=example","cn":"User 1",\
                        "mail":"user1@corp.example","addresses":["user1@corp.example"],"sAMAccountName":"user1",\
                        "upnSuffix":"corp.example","objectSid":"S-1-5-21-1-2-3-1001","disabled":false,"hidden":false,\
                        "connection":"corp"}],"generation":7,"asOf":"2026-11-21T09:30:00Z","stale":true,"epoch":3}""");
    }

    @Test
    void givesAContactWithExtraAttributesAndWithoutWhatItHasNot() {
        Account contact = Account.builder(
                        new ObjectGuid(5, 5), AccountType.CONTACT, People.CORP, new DistinguishedName("CN=Ü,DC=corp"))
                .cn("Ü \uD83D\uDE00")
                .addresses(List.of(
                        MailAddress.parse("zoe@x.example").orElseThrow(),
                        MailAddress.parse("a@x.example").orElseThrow()))
                .userPrincipalName(new UserPrincipalName("u@x"))
                .disabled(true)
                .hidden(true)
                .extra(Map.of("department", List.of("Sales", "Ops")))
                .build();
        server.questions.holds("zoe", contact, People.group(1));
        JsonNode accounts = server.get("/v1/lookup?key=zoe").json().get("accounts");
        JsonNode zoe = accounts.get(0);
        assertThat(zoe.propertyNames())
                .containsExactly(
                        "objectGUID",
                        "type",
                        "distinguishedName",
                        "cn",
                        "mail",
                        "addresses",
                        "userPrincipalName",
                        "disabled",
                        "hidden",
                        "connection",
                        "extra");
        assertThat(zoe.get("cn").asString()).isEqualTo("Ü \uD83D\uDE00");
        assertThat(zoe.get("mail").asString()).isEqualTo("zoe@x.example");
        assertThat(zoe.get("addresses").toString()).isEqualTo("[\"zoe@x.example\",\"a@x.example\"]");
        assertThat(zoe.get("disabled").asBoolean()).isTrue();
        assertThat(zoe.get("extra").toString()).isEqualTo("{\"department\":[\"Sales\",\"Ops\"]}");
        assertThat(accounts.get(1).propertyNames()).doesNotContain("mail", "addresses", "upnSuffix", "extra");
    }

    @Test
    void saysWhatAMailboxIsAndWhetherItsAccountIsExpiredWhenAsked() {
        Account.Builder room = Account.builder(
                        new ObjectGuid(5, 7), AccountType.USER, People.CORP, new DistinguishedName("CN=R,DC=corp"))
                .disabled(true)
                .mailboxType(MailboxType.ROOM)
                .accountExpires(server.questions.at.plusSeconds(1));
        server.questions.holds(
                "room", room.build(), room.mailboxType(MailboxType.SYSTEM).build());
        JsonNode accounts = server.get("/v1/lookup?key=room").json().get("accounts");
        assertThat(accounts.get(0).propertyNames())
                .containsExactly(
                        "objectGUID", "type", "mailboxType", "distinguishedName", "disabled", "hidden", "connection");
        assertThat(accounts.get(0).get("mailboxType").asString()).isEqualTo("room");
        assertThat(accounts.get(1).has("mailboxType")).isFalse();

        server.questions.at = server.questions.at.plusSeconds(1);
        JsonNode later = server.post("/v1/lookup", "{\"keys\":[\"room\"]}").json();
        assertThat(later.get("results")
                        .get(0)
                        .get("accounts")
                        .get(0)
                        .get("expired")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void leavesOutWhetherAnAccountIsDisabledIfThatCannotBeRead() {
        Account user = Account.builder(
                        new ObjectGuid(5, 6), AccountType.USER, People.CORP, new DistinguishedName("CN=K,DC=corp"))
                .unreadable(List.of(RequiredAttribute.USER_ACCOUNT_CONTROL))
                .build();
        server.questions.holds("kim", user);
        assertThat(server.get("/v1/lookup?key=kim")
                        .json()
                        .get("accounts")
                        .get(0)
                        .propertyNames())
                .containsExactly("objectGUID", "type", "distinguishedName", "hidden", "connection");
    }

    @Test
    void saysNotFoundWithTheAgeOfTheAnswer() {
        TestServer.Got got = server.get("/v1/lookup?key=nobody@corp.example");
        assertThat(got.problem()).isEqualTo("not-found 404");
        assertThat(got.json().get("generation").asInt()).isEqualTo(7);
        assertThat(got.json().get("asOf").asString()).isEqualTo("2026-11-21T09:30:00Z");
        assertThat(got.json().get("stale").asBoolean()).isTrue();
        assertThat(got.json().get("epoch").asInt()).isEqualTo(3);
        assertThat(got.body()).doesNotContain("nobody");
    }

    @ParameterizedTest
    @CsvSource({
        "INTEGRATION_DISABLED, integration-disabled 503",
        "NEVER_SYNCED, never-synced 503",
        "TOO_STALE, too-stale 503"
    })
    void saysUnknownAndWhyWithTheAgeOfTheAnswer(UnknownReason reason, String problem) {
        server.questions.off(reason);
        server.questions.asOf = Optional.empty();
        for (TestServer.Got got : List.of(
                server.get("/v1/lookup?key=user1@corp.example"),
                server.post("/v1/lookup", "{\"keys\":[\"a\",\"b\"]}"),
                server.post("/v1/match", "{\"addresses\":[\"a\"],\"conditions\":{\"x\":{\"known\":true}}}"),
                server.get("/v1/suggest?q=a"))) {
            assertThat(got.problem()).isEqualTo(problem);
            assertThat(got.header("Retry-After").map(Integer::parseInt))
                    .hasValueSatisfying(seconds -> assertThat(seconds).isPositive());
            assertThat(got.json().has("remedy")).isTrue();
            assertThat(got.json().get("generation").asInt()).isEqualTo(7);
            assertThat(got.json().has("asOf")).isFalse();
            assertThat(got.json().get("stale").asBoolean()).isTrue();
            assertThat(got.json().get("epoch").asInt()).isEqualTo(3);
        }
    }

    @Test
    void saysThatAKeyIsUnknownBecauseItCannotBeReadOfSomeAccount() {
        server.questions.answers.put("gone", new LookupResult.Unknown(UnknownReason.ATTRIBUTE_UNREADABLE));
        TestServer.Got got = server.get("/v1/lookup?key=gone");
        assertThat(got.problem()).isEqualTo("attribute-unreadable 503");
        assertThat(got.json().get("remedy").asString()).contains("sAMAccountName");
        assertThat(got.json().get("generation").asInt()).isEqualTo(7);
    }

    @Test
    void answersManyKeysInTheirOrder() {
        server.questions.answers.put("gone", new LookupResult.Unknown(UnknownReason.NEVER_SYNCED));
        TestServer.Got got =
                server.post("/v1/lookup", "{\"keys\":[\"nobody\",\"user1@corp.example\",\"gone\",\"nobody\"]}");
        assertThat(got.status()).isEqualTo(200);
        JsonNode results = got.json().get("results");
        assertThat(results)
                .extracting(result -> result.get("key").asString())
                .containsExactly("nobody", "user1@corp.example", "gone", "nobody");
        assertThat(results)
                .extracting(result -> result.get("found").toString())
                .containsExactly("false", "true", "\"unknown\"", "false");
        assertThat(results).extracting(result -> result.get("accounts").size()).containsExactly(0, 1, 0, 0);
        assertThat(got.json().get("generation").asInt()).isEqualTo(7);
    }

    @Test
    void answersUnknownKeysOneByOneWhileAnyConnectionIsUsable() {
        server.questions.answers.put("gone", new LookupResult.Unknown(UnknownReason.NEVER_SYNCED));
        assertThat(server.post("/v1/lookup", "{\"keys\":[\"gone\"]}").status()).isEqualTo(200);
    }

    @Test
    void givesAKeyBackAsItCame() {
        TestServer.Got got = server.post("/v1/lookup", "{\"keys\":[\"a\\ud800\\\"\\u0000\\u20ac\"]}");
        assertThat(got.status()).isEqualTo(200);
        assertThat(got.json().get("results").get(0).get("key").asString()).isEqualTo("a\ud800\"\0\u20ac");
    }

    @ParameterizedTest
    @CsvSource({"address", "sid", "guid", "dn", "account", "upn"})
    void passesOnWhatTheKeyIs(String by) {
        server.get("/v1/lookup?key=a&by=" + by);
        assertThat(server.questions.lastKind).isEqualTo(KeyKind.parse(by)).isPresent();
        server.get("/v1/lookup?key=a");
        assertThat(server.questions.lastKind).isEmpty();
        server.post("/v1/lookup", "{\"by\":\"" + by + "\",\"keys\":[\"a\"]}");
        assertThat(server.questions.lastKind).isEqualTo(KeyKind.parse(by));
    }

    @Test
    void decodesAKeyFromTheQuery() {
        server.questions.holds("CORP\\jö +&=", People.user(1));
        assertThat(server.get("/v1/lookup?key=CORP%5Cj%C3%B6+%2B%26%3D").status())
                .isEqualTo(200);
    }

    @Test
    void takesALongKeyHoweverItIsEncoded() {
        assertThat(server.get("/v1/lookup?key=" + "%E2%82%AC".repeat(2048)).status())
                .isEqualTo(404);
        assertThat(server.get("/v1/lookup?key=" + "a".repeat(2049)).detail()).contains("key", "2048");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                     | key is missing.",
                "?                    | key is missing.",
                "?key=                | key is empty.",
                "?key=+%20            | key is empty.",
                "?key=a&key=b         | key is given twice.",
                "?key=a&by=mail       | by is none of address, sid, guid, dn, account, upn.",
                "?key=a&by=ADDRESS    | by is none of address, sid, guid, dn, account, upn.",
                "?key=a&limit=3       | The parameter limit is unknown.",
                "?key=%FF             | key is not percent-encoded UTF-8.",
                "?key=%C3             | key is not percent-encoded UTF-8.",
            })
    void namesWhatIsWrongWithAQuery(String query, String detail) {
        TestServer.Got got = server.get("/v1/lookup" + (query == null ? "" : query));
        assertThat(got.problem()).isEqualTo("bad-request 400");
        assertThat(got.detail()).isEqualTo(detail);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                     | keys is missing.",
                "{\"keys\":[]}                          | keys is empty.",
                "{\"keys\":\"a\"}                       | keys is not a list.",
                "{\"keys\":null}                        | keys is not a list.",
                "{\"keys\":[\"a\",\"b\",\"c\",4]}       | keys[3] is not a string.",
                "{\"keys\":[\"a\",[\"b\"]]}             | keys[1] is not a string.",
                "{\"keys\":[\"a\",null]}                | keys[1] is not a string.",
                "{\"keys\":[\"a\",\" \"]}               | keys[1] is empty.",
                "{\"keys\":[\"a\"],\"by\":3}            | by is not a string.",
                "{\"keys\":[\"a\"],\"by\":\"x\"}        | by is none of address, sid, guid, dn, account, upn.",
                "{\"keys\":[\"a\"],\"limit\":3}         | The field limit is unknown.",
                "{\"keys\":[\"a\"],\"adc_x\":3}         | The field … is unknown.",
                "[]                                     | The body is not an object.",
                "3                                      | The body is not an object.",
                "{\"keys\":[\"a\"]} x                   | The body is no valid JSON, line 1, column 16.",
                "{\"keys\":[\"a\"]} {}                  | Something follows the JSON object in the body.",
                "{\"keys\":[\"a\"],\"keys\":[\"b\"]}    | The body is no valid JSON, line 1, column 21.",
            })
    void namesWhatIsWrongWithABody(String body, String detail) {
        TestServer.Got got = server.post("/v1/lookup", body);
        assertThat(got.problem()).isEqualTo("bad-request 400");
        assertThat(got.detail()).isEqualTo(detail);
    }

    @Test
    void namesTheLimits() {
        String thousand = String.join(",", Collections.nCopies(1000, "\"a\""));
        assertThat(server.post("/v1/lookup", "{\"keys\":[" + thousand + "]}").status())
                .isEqualTo(200);
        assertThat(server.post("/v1/lookup", "{\"keys\":[" + thousand + ",\"a\"]}")
                        .detail())
                .isEqualTo("keys has more than 1000 entries.");
        assertThat(server.post("/v1/lookup", "{\"keys\":[\"a\",\"" + "b".repeat(2049) + "\"]}")
                        .detail())
                .isEqualTo("keys[1] is longer than 2048 characters.");
    }
}
