package org.adcache.index;

import org.adcache.analysis.Word;

/** Word of an account and the text that contains it. */
public record PlacedWord(SearchedText source, Word word) {}
