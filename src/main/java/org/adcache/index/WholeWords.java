package org.adcache.index;

/** Collects what is known of the words that a mistyped one may be: all that are long enough. */
final class WholeWords {
    private final WordFilter filter;
    private final LetterPairs.Builder pairs = new LetterPairs.Builder();

    /** Takes the words among the tokens; account names of ASCII are to be added. */
    WholeWords(TokenDictionary tokens, int accounts) {
        filter = new WordFilter(tokens.size() + accounts);
        tokens.forEach(cursor -> {
            byte kind = cursor.kind();
            if (kind == TokenKind.NAME.code() || kind == TokenKind.PART.code() || kind == TokenKind.VALUE.code()) {
                cursor.addTo(this);
            }
        });
    }

    void add(byte[] word, int from, int to) {
        if (to - from >= OneEdit.SHORTEST_WORD) {
            filter.add(word, from, to);
            pairs.add(word, from, to);
        }
    }

    WordFilter filter() {
        return filter;
    }

    LetterPairs pairs() {
        return pairs.build();
    }
}
