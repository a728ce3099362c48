package org.adcache.lookup;

import java.util.List;

/** Answers to several keys, in their order, all from one generation. */
public record Findings(Freshness freshness, List<Answer> answers) {}
