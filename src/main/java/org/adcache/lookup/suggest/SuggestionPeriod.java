package org.adcache.lookup.suggest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import java.util.function.Supplier;
import org.adcache.lookup.ServedState;
import org.adcache.lookup.SuggestQuestion;

/**
 * Suggestions of one generation in a time in which no account expires: hits for the first letters of a query, and what
 * readers derive from them.
 */
public final class SuggestionPeriod {
    private static final int SUGGESTIONS = 5_000;
    private static final int FIRST_LETTERS = 3;

    private final long from;
    private final long until;
    private final Optional<ServedState> state = Optional.of(new ServedState());
    private final Cache<SuggestQuestion, Suggester.Found> suggestions =
            Caffeine.newBuilder().maximumSize(SUGGESTIONS).build();

    /**
     * A period in seconds since 1970.
     *
     * @param until the first second after it
     */
    public SuggestionPeriod(long from, long until) {
        this.from = from;
        this.until = until;
    }

    public boolean holdsAt(long now) {
        return from <= now && now < until;
    }

    /** The served state that the cached answers belong to. */
    public Optional<ServedState> state() {
        return state;
    }

    /** The hits for a question, searched for unless cached. */
    public Suggester.Found suggestions(SuggestQuestion question, Supplier<Suggester.Found> find) {
        return question.text().length() > FIRST_LETTERS ? find.get() : suggestions.get(question, unknown -> find.get());
    }
}
