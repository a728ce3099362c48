package org.adcache.lookup;

import static org.adcache.lookup.Cast.mail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;
import org.adcache.account.Account;
import org.adcache.account.AccountType;
import org.adcache.account.Epoch;
import org.adcache.budget.BudgetReading;
import org.adcache.budget.QuestionBound;
import org.adcache.budget.QuestionRefusedException;
import org.adcache.store.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bounds of suggestions and matches, by counted work. */
class QuestionBoundsTest {
    private static final UnaryOperator<Account.Builder> PLAIN = UnaryOperator.identity();

    private static long refused(Cast cast, QuestionBound bound) {
        BudgetReading reading = cast.lookup.budgets().of(bound).reading();
        assertThat(reading.key()).isEqualTo("questions." + bound.key());
        return reading.refused();
    }

    // Suggestions

    @ParameterizedTest
    @CsvSource({
        "\uFDFA, 254, characters after folding",
        "\uFDFB, 256, characters after folding",
        "\u3316, 60, characters after folding",
        "ß, 129, characters after folding",
        "щ, 65, characters after folding",
        "한, 100, characters after folding",
        "a, 257, characters after folding",
        "'a ', 17, words",
        "'a''', 17, words"
    })
    void aTextBeyondTheBoundsIsRefusedAndCounted(String text, int times, String what) throws StoreException {
        Cast cast = new Cast().user(1, "Jo Smith", PLAIN).serve();
        assertThatThrownBy(() -> cast.suggest(text.repeat(times)))
                .isInstanceOf(QuestionRefusedException.class)
                .hasMessageContaining(what)
                .hasMessageNotContaining(text.repeat(2));
        assertThat(refused(cast, QuestionBound.SUGGEST_LENGTH) + refused(cast, QuestionBound.SUGGEST_WORDS))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"a, 256", "'a ', 16", "\u0300, 255", "\uFDFA, 14", "ß, 128", "😀, 128", "ก, 256"})
    void aTextAtTheBoundIsSearched(String text, int times) throws StoreException {
        Cast cast = new Cast().user(1, "Jo Smith", PLAIN).serve();
        assertThat(cast.suggest(text.repeat(times)).complete()).isTrue();
    }

    /** Editing the 252 letters would take some 13,000 tries of 252 bytes each, for each of two variants. */
    @ParameterizedTest
    @CsvSource({"\uFDFA, 14", "smith, 51", "1234567890, 25", "ก, 200"})
    void aWordLongerThanAllStoredOnesIsNeitherEditedNorSearchedInside(String text, int times) throws StoreException {
        Cast cast = new Cast(Map.of(QuestionBound.SUGGEST_WORK, 50_000L));
        for (int i = 1; i < 300; i++) {
            cast.user(i, "Smith Smithsmith " + i, mail("smith" + i + "@corp.example"));
        }
        cast.serve();
        assertThat(cast.suggest(text.repeat(times)).complete()).isTrue();
        assertThat(refused(cast, QuestionBound.SUGGEST_WORK)).isZero();
    }

    @Test
    void aLongWordIsFoundThroughOneEdit() throws StoreException {
        String stored = "abcdefghij".repeat(20);
        Cast cast = new Cast().user(1, stored, PLAIN).serve();
        assertThat(cast.suggested(stored + "x")).containsExactly(stored);
        assertThat(cast.suggested(stored + "xy")).isEmpty();
    }

    @Test
    void aSearchThatTakesTooMuchWorkIsCutAtTheSamePlaceAndSaysSo() throws StoreException {
        Cast cast = new Cast(Map.of(QuestionBound.SUGGEST_WORK, 10_000L));
        for (int i = 1; i < 2000; i++) {
            cast.user(i, "Anna Ulf " + i, PLAIN);
        }
        cast.group(5000, "Ada Umbra").serve();
        SuggestQuestion question = new SuggestQuestion("a u", 8, EnumSet.of(AccountType.CONTACT), false, false);
        SuggestAnswer.Suggested first = cast.suggest(question);
        assertThat(first.complete()).isFalse();
        for (int i = 0; i < 3; i++) {
            assertThat(cast.suggest(question)).isEqualTo(first);
        }
        assertThat(refused(cast, QuestionBound.SUGGEST_WORK)).isPositive();
        assertThat(cast.suggest("anna 7").complete()).isFalse();
    }

    /** With sets of prefixes kept from other questions, a search may take another way; its cut is the same. */
    @Test
    void whatIsCachedDoesNotMoveTheCut() throws StoreException {
        for (long work = 10_000; work < 80_000; work += 5_000) {
            Cast cold = crowd(work);
            Cast warm = crowd(work);
            for (String text : List.of("a", "an ul", "be vi", "an vi", "an be", "ul vi")) {
                warm.suggest(text);
            }
            for (String text : List.of("an be ul", "an ul vi", "a b u", "ann bee ulff")) {
                assertThat(warm.suggest(text).complete())
                        .as("%s with %d", text, work)
                        .isEqualTo(cold.suggest(text).complete());
                assertThat(warm.suggested(text)).isEqualTo(cold.suggested(text));
            }
        }
    }

    private static Cast crowd(long work) throws StoreException {
        Cast cast = new Cast(Map.of(QuestionBound.SUGGEST_WORK, work));
        String[] names = {"Anna", "Bert", "Ulf", "Viktor", "Andrea", "Berta"};
        for (int i = 1; i < 1500; i++) {
            cast.user(i, names[i % 6] + " " + names[i / 6 % 6] + " " + names[i / 36 % 6], PLAIN);
        }
        return cast.serve();
    }

    @Test
    void whatPeopleTypeIsFarFromTheBound() throws StoreException {
        Cast cast = new Cast(Map.of(QuestionBound.SUGGEST_WORK, QuestionBound.SUGGEST_WORK.standard() / 30));
        for (int i = 1; i < 3000; i++) {
            cast.user(i, "Anna Smith " + i, mail("anna.smith" + i + "@corp.example"));
        }
        cast.user(9000, "Юлия Щукина", PLAIN).serve();
        for (String text : List.of(
                "a s",
                "smiht ann",
                "anna.smith77@corp.example",
                "юлия щук",
                "smith, anna",
                "nna",
                "smith anna x",
                "anna.smtih77")) {
            cast.suggest(text);
        }
        assertThat(refused(cast, QuestionBound.SUGGEST_WORK)).isZero();
    }

    // Matches

    private static Cast chain(int groups, Map<QuestionBound, Long> limits) throws StoreException {
        Cast cast = new Cast(limits).user(1, "Jo", mail("jo@corp.example"));
        for (int i = 1; i <= groups; i++) {
            cast.group(10 + i, "g" + i, i == 1 ? 1 : 9 + i);
        }
        return cast.serve();
    }

    private static MatchAnswer.Recipient asked(Cast cast, boolean explain, int... groups) {
        Map<String, Condition> conditions = new LinkedHashMap<>();
        for (int group : groups) {
            conditions.put("g" + group, new Condition.InGroup("g" + group));
        }
        conditions.put("known", new Condition.IsKnown(true));
        MatchQuestion question = new MatchQuestion(List.of("jo@corp.example"), conditions, explain);
        return ((MatchAnswer.Matched) cast.lookup.match(question)).recipients().get(0);
    }

    @Test
    void beyondTheDepthOfGroupsAnAnswerIsUnknownWithAReasonAndNeverNo() throws StoreException {
        for (boolean explain : new boolean[] {false, true}) {
            MatchAnswer.Recipient jo = asked(chain(40, Map.of(QuestionBound.GROUP_DEPTH, 20L)), explain, 1, 20, 21, 40);
            assertThat(new HashMap<>(jo.verdicts()))
                    .containsOnly(
                            Map.entry("g1", Verdict.YES),
                            Map.entry("g20", Verdict.YES),
                            Map.entry("g21", Verdict.UNKNOWN),
                            Map.entry("g40", Verdict.UNKNOWN),
                            Map.entry("known", Verdict.YES));
            assertThat(jo.bounds())
                    .containsOnly(
                            Map.entry("g21", QuestionBound.GROUP_DEPTH), Map.entry("g40", QuestionBound.GROUP_DEPTH));
        }
    }

    @Test
    void aChainThatEndsAtTheDepthIsKnownToItsEnd() throws StoreException {
        Cast cast = chain(20, Map.of(QuestionBound.GROUP_DEPTH, 20L)).group(500, "elsewhere");
        cast.lookup.serve(cast.view(1, 2));
        Map<String, Condition> elsewhere = Map.of("c", new Condition.InGroup("elsewhere"));
        MatchQuestion question = new MatchQuestion(List.of("jo@corp.example"), elsewhere, true);
        MatchAnswer.Recipient jo =
                ((MatchAnswer.Matched) cast.lookup.match(question)).recipients().get(0);
        assertThat(jo.verdicts().get("c")).isEqualTo(Verdict.NO);
        assertThat(jo.bounds()).isEmpty();
    }

    @Test
    void aChainOfTenThousandGroupsIsFollowedAsFarAsAllowed() throws StoreException {
        Cast cast = chain(10_000, Map.of(QuestionBound.GROUP_DEPTH, 100_000L, QuestionBound.EXPLAIN_LENGTH, 10_100L));
        MatchAnswer.Recipient jo = asked(cast, true, 1, 10_000, 2);
        assertThat(jo.verdicts().get("g10000")).isEqualTo(Verdict.YES);
        assertThat(jo.paths().orElseThrow().get("g10000")).hasSize(10_001);
        assertThat(asked(chain(10_000, Map.of()), true, 1, 10_000).verdicts().get("g10000"))
                .isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void pathsBeyondTheBoundAreLeftOutAndThatIsSaid() throws StoreException {
        Cast cast = chain(90, Map.of(QuestionBound.EXPLAIN_LENGTH, 100L));
        MatchAnswer.Recipient jo = asked(cast, true, 1, 90, 50, 2);
        assertThat(jo.verdicts().values()).containsOnly(Verdict.YES);
        assertThat(jo.paths().orElseThrow().keySet()).containsExactly("g1", "g90");
        assertThat(jo.pathsLeftOut()).isTrue();
        assertThat(refused(cast, QuestionBound.EXPLAIN_LENGTH)).isEqualTo(1);
        assertThat(asked(cast, true, 1, 50).pathsLeftOut()).isFalse();
    }

    @Test
    void aMatchOfTooMuchWorkIsUnknownWithAReason() throws StoreException {
        Cast cast = new Cast(Map.of(QuestionBound.MATCH_WORK, 100_000L));
        int[] everybody = new int[300];
        for (int i = 0; i < 300; i++) {
            everybody[i] = i + 1;
            cast.user(i + 1, "u" + i, mail("all@corp.example"));
        }
        cast.group(1000, "all", everybody).group(1001, "none").serve();
        MatchQuestion question = new MatchQuestion(
                Collections.nCopies(200, "all@corp.example"),
                Map.of("all", new Condition.InGroup("all"), "none", new Condition.InGroup("none")),
                false);
        List<MatchAnswer.Recipient> recipients = ((MatchAnswer.Matched) cast.lookup.match(question)).recipients();
        assertThat(new HashMap<>(recipients.get(0).verdicts()))
                .containsOnly(Map.entry("all", Verdict.YES), Map.entry("none", Verdict.NO));
        MatchAnswer.Recipient last =
                recipients.stream().reduce((before, after) -> after).orElseThrow();
        assertThat(last.verdicts().values()).containsOnly(Verdict.UNKNOWN);
        assertThat(last.bounds().values()).containsOnly(QuestionBound.MATCH_WORK);
        assertThat(refused(cast, QuestionBound.MATCH_WORK)).isEqualTo(1);
    }

    @Test
    void tooManyPairsAreRefused() throws StoreException {
        Cast cast = new Cast(Map.of(QuestionBound.MATCH_PAIRS, 1000L))
                .user(1, "Jo", PLAIN)
                .serve();
        Map<String, Condition> conditions = new HashMap<>();
        for (int i = 0; i < 11; i++) {
            conditions.put("c" + i, new Condition.IsKnown(true));
        }
        MatchQuestion question = new MatchQuestion(Collections.nCopies(91, "x"), conditions, false);
        assertThatThrownBy(() -> cast.lookup.match(question))
                .isInstanceOf(QuestionRefusedException.class)
                .hasMessageContaining("1000 pairs");
        assertThat(refused(cast, QuestionBound.MATCH_PAIRS)).isEqualTo(1);
    }

    @Test
    void aMatchEndsWhenTheIntegrationIsSwitchedOff() throws StoreException {
        Cast cast = chain(3, Map.of());
        MatchQuestion question = new MatchQuestion(
                List.of("jo@corp.example", "jo@corp.example"), Map.of("c", new Condition.IsKnown(true)), false);
        MatchAnswer.Matched matched = (MatchAnswer.Matched) cast.lookup.match(question);
        assertThat(matched.recipients().get(0).verdicts().get("c")).isEqualTo(Verdict.YES);
        cast.lookup.off(new Epoch(2));
        assertThatThrownBy(() -> matched.recipients().get(1)).isInstanceOf(CancellationException.class);
    }

    @Test
    void aNewGenerationDoesNotEndAMatch() throws StoreException {
        Cast cast = chain(3, Map.of());
        MatchQuestion question =
                new MatchQuestion(List.of("jo@corp.example"), Map.of("c", new Condition.IsKnown(true)), false);
        MatchAnswer.Matched matched = (MatchAnswer.Matched) cast.lookup.match(question);
        cast.lookup.serve(cast.view(1, 2));
        assertThat(matched.recipients().get(0).verdicts().get("c")).isEqualTo(Verdict.YES);
    }
}
