package org.adcache.http.admin;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.adcache.http.QueryParameters;
import org.adcache.http.problem.HttpProblem;

/**
 * Page of a list in the order of its ids, chosen by the parameters {@code limit} and {@code after}. An id that is gone
 * still has its place, so nothing is repeated or left out when the list changes between two pages.
 */
record Paging(int limit, Optional<String> after) {
    private static final int USUAL = 100;
    private static final int MOST = 1000;

    /** The parameters' names. */
    static final String LIMIT = "limit";

    static final String AFTER = "after";

    /** @throws HttpProblem if limit is no number from 1 to 1000 */
    static Paging of(QueryParameters parameters) {
        return new Paging(parameters.get(LIMIT).map(Paging::number).orElse(USUAL), parameters.get(AFTER));
    }

    private static int number(String text) {
        try {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= MOST) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw noNumber();
        }
        throw noNumber();
    }

    private static HttpProblem noNumber() {
        return HttpProblem.badRequest(LIMIT + " is no number from 1 to " + MOST + ".");
    }

    /**
     * Items of a page.
     *
     * @param next the id after which the next page starts; empty for the last
     */
    record Page<T>(List<T> items, Optional<String> next) {}

    /** @param all in the order of their ids */
    <T> Page<T> of(List<T> all, Function<T, String> id) {
        List<T> rest = after.map(place -> all.stream()
                        .filter(item -> id.apply(item).compareTo(place) > 0)
                        .toList())
                .orElse(all);
        return rest.size() <= limit
                ? new Page<>(rest, Optional.empty())
                : new Page<>(rest.subList(0, limit), Optional.of(id.apply(rest.get(limit - 1))));
    }
}
