package org.adcache.http.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.adcache.account.Account;
import org.adcache.budget.QuestionBound;
import org.adcache.http.TestServer;
import org.adcache.lookup.KeyKind;
import org.adcache.lookup.MatchAnswer;
import org.adcache.lookup.UnknownReason;
import org.adcache.lookup.detail.AccountDetail;
import org.adcache.lookup.detail.DuplicateKey;
import org.adcache.lookup.detail.GroupPath;
import org.adcache.lookup.principal.Group;
import org.adcache.testing.People;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AccountRoutesTest {
    private static final Instant BASE = Instant.parse("2026-11-21T08:00:00Z");

    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static Group group(int number) {
        Account group = People.group(number);
        return new Group(
                group.objectGuid(), group.cn(), group.distinguishedName().value());
    }

    private void holds(Account account, Set<MatchAnswer.Reason> doubts, Set<QuestionBound> bounds) {
        server.questions.details.put(
                account.objectGuid(),
                new AccountDetail.Found(
                        server.questions.freshness(),
                        account.view(),
                        List.of(
                                new GroupPath(group(1), List.of(group(1)), true),
                                new GroupPath(group(2), List.of(group(1), group(2)), false)),
                        doubts,
                        bounds,
                        List.of("objectGUID", "cn"),
                        Optional.of(BASE),
                        BASE));
    }

    private static String path(Account account) {
        return "/v1/accounts/" + account.objectGuid();
    }

    @Test
    void showsTheWayToEachGroup() {
        holds(People.user(1), Set.of(), Set.of());
        JsonNode answer = server.get(path(People.user(1))).json();
        assertThat(answer.get("account").get("cn").asString()).isEqualTo("User 1");
        assertThat(answer.get("groupsComplete").asBoolean()).isTrue();
        assertThat(answer.has("reasons")).isFalse();
        assertThat(answer.get("groups").toString()).isEqualTo("""
                [{"objectGUID":"00000001-0000-0001-0000-000000000001","cn":"Group 1",\
                "distinguishedName":"CN=Group 1,OU=Groups,DC=corp,DC=example","direct":true,"primary":true,\
                "path":[{"objectGUID":"00000001-0000-0001-0000-000000000001","cn":"Group 1"}]},\
                {"objectGUID":"00000001-0000-0002-0000-000000000002","cn":"Group 2",\
                "distinguishedName":"CN=Group 2,OU=Groups,DC=corp,DC=example","direct":false,\
                "path":[{"objectGUID":"00000001-0000-0001-0000-000000000001","cn":"Group 1"},\
                {"objectGUID":"00000001-0000-0002-0000-000000000002","cn":"Group 2"}]}]""");
        assertThat(answer.get("stored").toString()).isEqualTo("""
                {"attributes":["objectGUID","cn"],"notBefore":"2026-11-21T10:00:00Z",\
                "unchangedSince":"2026-11-21T08:00:00Z"}""");
        assertThat(answer.has("generation") && answer.has("epoch")).isTrue();
    }

    @Test
    void saysWhyTheGroupsMayNotBeAll() {
        holds(People.user(1), Set.of(MatchAnswer.Reason.INCOMPLETE_GROUP), Set.of(QuestionBound.GROUP_DEPTH));
        JsonNode answer = server.get(path(People.user(1))).json();
        assertThat(answer.get("groupsComplete").asBoolean()).isFalse();
        assertThat(answer.get("reasons").toString()).isEqualTo("[\"incomplete-group\",\"group-depth\"]");
    }

    @Test
    void isNotFoundOrUnknownOrMalformed() {
        assertThat(server.get(path(People.user(2))).problem()).isEqualTo("not-found 404");
        assertThat(server.get("/v1/accounts/jo").problem()).isEqualTo("bad-request 400");
        server.questions.off(UnknownReason.INTEGRATION_DISABLED);
        assertThat(server.get(path(People.user(2))).problem()).isEqualTo("integration-disabled 503");
        assertThat(server.get("/v1/duplicates").problem()).isEqualTo("integration-disabled 503");
    }

    @Test
    void listsDuplicatesInPages() {
        for (int i = 1; i <= 3; i++) {
            server.questions.duplicates.add(new DuplicateKey(
                    People.CORP,
                    KeyKind.ADDRESS,
                    "a" + i + "@corp.example",
                    List.of(People.user(1).view(), People.user(2).view())));
        }
        JsonNode first = server.get("/v1/duplicates?limit=2&connection=corp").json();
        assertThat(first.get("items")).hasSize(2);
        assertThat(first.get("items").get(0).get("kind").asString()).isEqualTo("address");
        assertThat(first.get("items").get(0).get("accounts")).hasSize(2);
        String next = first.get("next").asString().replace(" ", "%20").replace("@", "%40");
        JsonNode second = server.get("/v1/duplicates?limit=2&after=" + next).json();
        assertThat(second.get("items")).hasSize(1);
        assertThat(second.has("next")).isFalse();
        assertThat(server.get("/v1/duplicates?connection=branch").json().get("items"))
                .isEmpty();
        assertThat(server.get("/v1/duplicates?connection=nowhere").problem()).isEqualTo("unknown-connection 404");
    }
}
