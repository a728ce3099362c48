package org.adcache.itest;

import static org.adcache.itest.DirectoryClient.texts;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.adcache.itest.DirectoryClient.Connection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Reports of both change feeds of a real directory, to an ordinary account and to one that sees deleted objects. */
@ExtendWith(SharedSamba.class)
@TestInstance(Lifecycle.PER_CLASS)
class ChangeFeedIT {
    private final SambaDomain domain;

    private DirectoryClient client;
    private int made;

    ChangeFeedIT(SambaDomain domain) {
        this.domain = domain;
    }

    @BeforeAll
    void start(@TempDir Path folder) {
        client = DirectoryClient.start(domain, folder);
    }

    @AfterAll
    void stop() {
        client.close();
    }

    /** A new unit with a nested unit, a user in that, and a group outside that contains the user. */
    private record Scene(String unit, String inner, String user, String group) {}

    private Scene scene() {
        made++;
        String name = "feed" + made;
        String unit = "OU=" + name + "," + SambaDomain.BASE;
        String inner = "OU=Inner," + unit;
        Scene scene = new Scene(unit, inner, "CN=" + name + " user," + inner, "CN=" + name + " group," + unit);
        domain.modify("""
                dn: %s
                changetype: add
                objectClass: organizationalUnit

                dn: %s
                changetype: add
                objectClass: organizationalUnit

                dn: %s
                changetype: add
                objectClass: user
                sAMAccountName: %s-user
                mail: %s@corp.example.test

                dn: %s
                changetype: add
                objectClass: group
                sAMAccountName: %s-group
                member: %s
                """.formatted(
                        scene.unit(), scene.inner(), scene.user(), name, name, scene.group(), name, scene.user()));
        return scene;
    }

    private String guid(String dn) {
        return domain.search("(distinguishedName=" + dn + ")", List.of("objectGUID")).stream()
                .map(entry -> Identifiers.guid(entry.bytes("objectGUID").orElseThrow()))
                .findFirst()
                .orElseThrow();
    }

    private static Connection ordinary(String feed) {
        return new Connection(feed, ServiceAccounts.GOOD);
    }

    private String begin(Connection connection) {
        return client.ask(connection, "begin").path("cursor").asString();
    }

    private JsonNode changes(Connection connection, String cursor) {
        JsonNode changes = client.since(connection, "changesSince", cursor);
        assertThat(changes.has("cursor")).as(changes.toString()).isTrue();
        return changes;
    }

    private void replace(String dn, String attribute, String value) {
        domain.modify("dn: " + dn + "\nchangetype: modify\nreplace: " + attribute + "\n"
                + (value.isEmpty() ? "" : attribute + ": " + value + "\n"));
    }

    private void rename(String dn, String rdn, String parent) {
        domain.modify("dn: " + dn + "\nchangetype: modrdn\nnewrdn: " + rdn + "\ndeleteoldrdn: 1\nnewsuperior: " + parent
                + "\n");
    }

    private void delete(String dn) {
        domain.modify("dn: " + dn + "\nchangetype: delete\n");
    }

    @Test
    void takesDirSyncWhereItIsAllowedAndNothingElseThanWhatIsConfigured() {
        Map<String, String> feeds = Map.of("AUTO", "DIRSYNC", "DIRSYNC", "DIRSYNC", "USN", "USN", "FULL", "NONE");
        feeds.forEach((configured, feed) -> assertThat(
                        client.ask(ordinary(configured), "probe").path("feed").asString())
                .isEqualTo(feed));
        assertThat(client.ask(ordinary("FULL"), "begin").has("cursor")).isFalse();
    }

    /** Samba filters DirSync by uSNChanged as soon as there is a cookie, and then finds nobody either. */
    @Test
    void takesNoFeedForAnAccountThatMayNotReadUsnChanged() {
        domain.hideAttribute("bf967a6f-0de6-11d0-a285-00aa003049e2", SambaDomain.BASE, ServiceAccounts.HARDENED);

        for (String feed : List.of("AUTO", "DIRSYNC", "USN")) {
            JsonNode probe = client.ask(new Connection(feed, ServiceAccounts.HARDENED), "probe");
            assertThat(probe.path("feed").asString()).as(feed).isEqualTo("NONE");
            assertThat(probe.path("reason").asString())
                    .contains(feed.equals("USN") ? "A search by uSNChanged finds " : "DirSync searches by uSNChanged")
                    .contains("lacks the right to read uSNChanged");
        }
    }

    /** Samba takes an entry without these for unchanged if few others of its attributes have changed. */
    @ParameterizedTest
    @CsvSource({
        "bf96798c-0de6-11d0-a285-00aa003049e2," + ServiceAccounts.WITHOUT_INSTANCE_TYPE,
        "2df90d74-009f-11d2-aa4c-00c04fd7d83a," + ServiceAccounts.WITHOUT_PARENT_GUID
    })
    void takesAnotherFeedThanDirSyncForAnAccountThatMayNotReadWhatSambaCounts(String attribute, String account) {
        assertThat(client.ask(new Connection("DIRSYNC", account), "probe")
                        .path("feed")
                        .asString())
                .isEqualTo("DIRSYNC");
        domain.hideAttribute(attribute, SambaDomain.BASE, account);

        JsonNode probe = client.ask(new Connection("AUTO", account), "probe");

        assertThat(probe.path("feed").asString()).isEqualTo("USN");
        assertThat(probe.path("reason").asString()).contains("DirSync needs instanceType and parentGUID");
    }

    @Test
    void knowsWhetherDeletedObjectsCanBeRead() {
        assertThat(client.ask(ordinary("AUTO"), "probe")
                        .path("readsDeletedObjects")
                        .asBoolean())
                .isFalse();
        assertThat(client.ask(new Connection("AUTO", ServiceAccounts.SEES_DELETED), "probe")
                        .path("readsDeletedObjects")
                        .asBoolean())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DIRSYNC", "USN"})
    void reportsChangesOfValuesAndOfMembersOnce(String feed) {
        Scene scene = scene();
        String user = guid(scene.user());
        String group = guid(scene.group());
        String cursor = begin(ordinary(feed));
        assertThat(texts(changes(ordinary(feed), cursor), "changed")).isEmpty();

        replace(scene.user(), "mail", "other@corp.example.test");
        JsonNode changed = changes(ordinary(feed), cursor);
        assertThat(texts(changed, "changed")).containsExactly(user);

        replace(scene.user(), "mail", "");
        JsonNode removed = changes(ordinary(feed), changed.path("cursor").asString());
        assertThat(texts(removed, "changed")).containsExactly(user);

        domain.modify("dn: " + scene.group() + "\nchangetype: modify\ndelete: member\nmember: " + scene.user() + "\n");
        JsonNode left = changes(ordinary(feed), removed.path("cursor").asString());
        assertThat(texts(left, "changed")).containsExactly(group);
        assertThat(texts(changes(ordinary(feed), left.path("cursor").asString()), "changed"))
                .isEmpty();

        JsonNode read = client.about(ordinary(feed), "readObjects", user, group);
        assertThat(read.path("accounts")
                        .valueStream()
                        .collect(Collectors.toMap(
                                account -> account.path("guid").asString(),
                                account -> texts(account, "addresses").size()
                                        + texts(account, "members").size())))
                .isEqualTo(Map.of(user, 0, group, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"DIRSYNC", "USN"})
    void reportsARenamedUnitAsAContainerAndNothingBelowIt(String feed) {
        Scene scene = scene();
        String unit = guid(scene.unit());
        String user = guid(scene.user());
        String cursor = begin(ordinary(feed));

        replace(scene.unit(), "description", "changed");
        JsonNode described = changes(ordinary(feed), cursor);
        assertThat(texts(described, "containers")).isEmpty();

        rename(scene.unit(), "OU=Renamed " + made, SambaDomain.BASE);
        JsonNode renamed = changes(ordinary(feed), described.path("cursor").asString());
        assertThat(texts(renamed, "containers")).containsExactly(unit);
        assertThat(texts(renamed, "changed")).doesNotContain(user);
        assertThat(client.about(ordinary(feed), "readBelow", unit)
                        .path("accounts")
                        .valueStream()
                        .map(account -> account.path("dn").asString()))
                .hasSize(2)
                .allMatch(dn -> dn.endsWith("OU=Renamed " + made + "," + SambaDomain.BASE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"DIRSYNC", "USN"})
    void reportsAMovedAccountAsChanged(String feed) {
        Scene scene = scene();
        String user = guid(scene.user());
        String cursor = begin(ordinary(feed));

        rename(scene.user(), "CN=feed" + made + " user", scene.unit());

        JsonNode moved = changes(ordinary(feed), cursor);
        assertThat(texts(moved, "changed")).containsExactly(user);
        assertThat(texts(moved, "containers")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DIRSYNC", "USN"})
    void reportsDeletionsToAnAccountThatSeesThemAndToNoOther(String feed) {
        Scene scene = scene();
        String user = guid(scene.user());
        Connection seeing = new Connection(feed, ServiceAccounts.SEES_DELETED);
        String ordinary = begin(ordinary(feed));
        String cursor = begin(seeing);

        delete(scene.user());

        assertThat(texts(changes(ordinary(feed), ordinary), "deleted")).isEmpty();
        assertThat(texts(client.about(ordinary(feed), "deletedAmong", user), "guids"))
                .isEmpty();
        JsonNode deleted = changes(seeing, cursor);
        assertThat(texts(deleted, "deleted")).containsExactly(user);
        assertThat(texts(deleted, "changed")).doesNotContain(user);
        assertThat(texts(client.about(seeing, "deletedAmong", user, guid(scene.group())), "guids"))
                .containsExactly(user);
        assertThat(texts(client.about(seeing, "visibleAmong", user, guid(scene.group())), "guids"))
                .containsExactly(guid(scene.group()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"DIRSYNC", "USN"})
    void reportsARestoredAccountAsChanged(String feed) {
        Scene scene = scene();
        String user = guid(scene.user());
        Connection seeing = new Connection(feed, ServiceAccounts.SEES_DELETED);
        delete(scene.user());
        String cursor = begin(seeing);

        domain.restore(user, scene.user());

        JsonNode restored = changes(seeing, cursor);
        assertThat(texts(restored, "changed")).contains(user);
        assertThat(texts(restored, "deleted")).doesNotContain(user);
        assertThat(client.about(seeing, "readObjects", user).path("count").asInt())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DIRSYNC", "USN"})
    void losesItsPlaceForAnotherAccountOtherAttributesOrAnotherPartOfTheDirectory(String feed) {
        Scene scene = scene();
        String cursor = begin(ordinary(feed));
        for (Connection other : Set.of(
                new Connection(feed, ServiceAccounts.SEES_DELETED),
                ordinary(feed).withExtra("title"),
                ordinary(feed).below(scene.unit()),
                ordinary(feed.equals("USN") ? "DIRSYNC" : "USN"))) {
            for (String question : Set.of("changesSince", "changesSinceReconciliation")) {
                JsonNode answer = client.since(other, question, cursor);
                boolean onlyTheFeed = other.equals(ordinary(other.feed())) && question.endsWith("Reconciliation");
                assertThat(answer.has("lost")).as(other + " " + answer).isEqualTo(!onlyTheFeed);
            }
        }
    }

    @Test
    void losesItsPlaceWhenTheServerRefusesTheCookie() {
        String cursor = begin(ordinary("DIRSYNC"));
        String garbage = cursor.substring(0, cursor.lastIndexOf(' ')) + " AAAA";

        assertThat(client.since(ordinary("DIRSYNC"), "changesSince", garbage)
                        .path("lost")
                        .asString())
                .contains("refuses");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DIRSYNC", "USN"})
    void doubtsWhenAUnitMayHaveLeftTheSearchBase(String feed) {
        Scene scene = scene();
        Connection part = ordinary(feed).below(scene.unit());
        String cursor = begin(part);

        rename(scene.inner(), "OU=Left " + made, SambaDomain.BASE);

        JsonNode left = changes(part, cursor);
        assertThat(left.path("doubt").asString()).contains("outside the search base");
        assertThat(client.about(
                                part,
                                "readBelow",
                                texts(left, "containers").iterator().next())
                        .path("count")
                        .asInt())
                .isZero();
        assertThat(client.ask(part, "list")
                        .path("accounts")
                        .valueStream()
                        .map(account -> account.path("dn").asString()))
                .containsExactly(scene.group());
    }

    @ParameterizedTest
    @ValueSource(strings = {"DIRSYNC", "USN"})
    void remindsOfWhatChangedSinceTheReconciliationThoughTheFeedWentOn(String feed) {
        Scene scene = scene();
        String user = guid(scene.user());
        String cursor = begin(ordinary(feed));
        replace(scene.user(), "mail", "again@corp.example.test");
        String next = changes(ordinary(feed), cursor).path("cursor").asString();

        JsonNode reminder = client.since(ordinary(feed), "changesSinceReconciliation", next);

        assertThat(texts(reminder, "changed")).contains(user);
        assertThat(texts(
                        client.since(
                                ordinary(feed),
                                "changesSinceReconciliation",
                                reminder.path("cursor").asString()),
                        "changed"))
                .isEmpty();
    }

    @Test
    void listsExactlyTheAccountsThatAWholeReadGives() {
        Function<JsonNode, Map<String, String>> names = answer -> answer.path("accounts")
                .valueStream()
                .collect(Collectors.toMap(
                        account -> account.path("guid").asString(),
                        account -> account.path("dn").asString()));

        Map<String, String> listed = names.apply(client.ask(ordinary("AUTO"), "list"));

        assertThat(listed).isEqualTo(names.apply(client.ask(ordinary("AUTO"), "readAll")));
        assertThat(listed.keySet())
                .hasSameElementsAs(DirectoryTruth.read(domain).guids());
    }

    @Test
    void findsTheGroupsOfAMember() {
        Scene scene = scene();

        String user = guid(scene.user());
        assertThat(texts(client.about(ordinary("AUTO"), "groupsOf", user, guid(scene.group())), user))
                .containsExactly(guid(scene.group()));
    }
}
