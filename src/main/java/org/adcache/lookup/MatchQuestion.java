package org.adcache.lookup;

import java.util.List;
import java.util.Map;

/** Conditions to test for each of these addresses. */
public record MatchQuestion(List<String> addresses, Map<String, Condition> conditions, boolean explain) {}
