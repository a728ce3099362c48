package org.adcache.index;

import org.adcache.analysis.Word;

/** A word of an account and the text it stands in. */
public record PlacedWord(SearchedText source, Word word) {}
