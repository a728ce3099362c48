package org.adcache.http.query;

import static org.eclipse.jetty.http.HttpMethod.GET;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.adcache.account.AccountType;
import org.adcache.auth.RequiredScope;
import org.adcache.budget.FewAtOnce;
import org.adcache.budget.QuestionBound;
import org.adcache.http.BufferedResponse;
import org.adcache.http.Json;
import org.adcache.http.JsonName;
import org.adcache.http.QueryParameters;
import org.adcache.http.Route;
import org.adcache.http.RouteGroup;
import org.adcache.http.RouteHandler;
import org.adcache.http.problem.HttpProblem;
import org.adcache.http.problem.UnavailableProblem;
import org.adcache.lookup.LookupService;
import org.adcache.lookup.ServedState;
import org.adcache.lookup.SuggestAnswer;
import org.adcache.lookup.SuggestQuestion;

/** {@code GET /v1/suggest}: accounts that match a partially typed query. */
public final class SuggestRoutes implements RouteGroup {
    private static final int MAX_TEXT = 256;
    private static final int DEFAULT_LIMIT = 8;
    private static final Pattern LIMIT = Pattern.compile("[1-9]|1[0-9]|20");
    private static final Set<String> PARAMETERS = Set.of("q", "limit", "types", "include");
    private static final Set<String> INCLUDES = Set.of("disabled", "hidden");
    private static final Set<AccountType> ALL_TYPES = Set.of(AccountType.values());
    private static final JsonName ITEMS = new JsonName("items");

    private final LookupService lookup;
    private final Json json;
    private final Optional<FewAtOnce> threads;

    public SuggestRoutes(LookupService lookup, Json json) {
        this.lookup = lookup;
        this.json = json;
        this.threads =
                Optional.of(FewAtOnce.onHalfOfTheProcessors(lookup.budgets().of(QuestionBound.SUGGEST_WAITING)));
    }

    @Override
    public List<Route> routes() {
        return List.of(new Route(GET, "/v1/suggest", RequiredScope.SUGGEST, new Suggest()));
    }

    private final class Suggest implements RouteHandler.Query {
        @Override
        public BufferedResponse answer(Optional<String> query) {
            return suggest(query);
        }

        @Override
        public Optional<FewAtOnce> elsewhere(Optional<String> query) {
            return query.isPresent() && LargeSuggestion.is(query.get()) && !isCached(query)
                    ? threads
                    : Optional.empty();
        }
    }

    /** Whether the answer needs no search; a change of threads costs as much as such an answer. */
    private boolean isCached(Optional<String> query) {
        try {
            SuggestQuestion question = question(QueryParameters.parse(query, PARAMETERS));
            return !(lookup.suggestDeferred(question) instanceof SuggestAnswer.Deferred deferred)
                    || deferred.state()
                            .filter(state -> isCached(question, state))
                            .isPresent();
        } catch (HttpProblem problem) {
            return true;
        }
    }

    private static boolean isCached(SuggestQuestion question, ServedState state) {
        return state.derived(SuggestionCache.class, SuggestionCache::new).has(question);
    }

    /** {@code ?q=Q[&limit=8][&types=user,contact,group][&include=disabled,hidden]}. */
    BufferedResponse suggest(Optional<String> query) {
        SuggestQuestion question = question(QueryParameters.parse(query, PARAMETERS));
        SuggestAnswer answer = lookup.suggestDeferred(question);
        if (answer instanceof SuggestAnswer.Unavailable unavailable) {
            throw UnavailableProblem.because(unavailable.reason(), unavailable.freshness());
        }
        SerializedItems items = items(question, (SuggestAnswer.Deferred) answer);
        BufferedResponse response = json.ok(out -> {
            out.writeStartObject();
            out.writeBooleanProperty("complete", items.complete());
            out.writeName(ITEMS);
            out.writeWritten(items.json());
            AccountJson.freshness(out, answer.freshness());
            out.writeEndObject();
        });
        return response.showing(items.count());
    }

    private SerializedItems items(SuggestQuestion question, SuggestAnswer.Deferred answer) {
        if (answer.state().isEmpty()) {
            return serialized(answer.search().get());
        }
        SuggestionCache cache = answer.state().get().derived(SuggestionCache.class, SuggestionCache::new);
        return cache.get(question, () -> serialized(answer.search().get()));
    }

    private SerializedItems serialized(SuggestAnswer.Suggested suggested) {
        byte[] items = json.write(out -> {
            out.writeStartArray();
            suggested
                    .items()
                    .forEach(item -> AccountJson.suggested(out, item.account(), item.matched(), suggested.at()));
            out.writeEndArray();
        });
        return new SerializedItems(
                suggested.complete(), items, suggested.items().size());
    }

    private static SuggestQuestion question(QueryParameters parameters) {
        String text = parameters.get("q").orElseThrow(() -> HttpProblem.badRequest("q is missing."));
        if (text.length() > MAX_TEXT) {
            throw HttpProblem.badRequest("q is longer than " + MAX_TEXT + " characters.");
        }
        Set<String> include =
                parameters.get("include").map(SuggestRoutes::includes).orElse(Set.of());
        return new SuggestQuestion(
                text,
                parameters.get("limit").map(SuggestRoutes::limit).orElse(DEFAULT_LIMIT),
                parameters.get("types").map(SuggestRoutes::types).orElse(ALL_TYPES),
                include.contains("disabled"),
                include.contains("hidden"));
    }

    private static int limit(String text) {
        if (!LIMIT.matcher(text).matches()) {
            throw HttpProblem.badRequest("limit is not a number from 1 to 20.");
        }
        return Integer.parseInt(text);
    }

    private static Set<AccountType> types(String text) {
        Set<AccountType> types = EnumSet.noneOf(AccountType.class);
        for (String name : text.split(",", -1)) {
            types.add(MatchRoutes.type(name, "types"));
        }
        return types;
    }

    private static Set<String> includes(String text) {
        Set<String> names = Set.copyOf(Arrays.asList(text.split(",", -1)));
        if (!INCLUDES.containsAll(names)) {
            throw HttpProblem.badRequest("include has an entry that is neither disabled nor hidden.");
        }
        return names;
    }
}
