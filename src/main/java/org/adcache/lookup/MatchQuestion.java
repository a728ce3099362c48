package org.adcache.lookup;

import java.util.List;
import java.util.Map;

/** Which of these conditions hold for each of these addresses. */
public record MatchQuestion(List<String> addresses, Map<String, Condition> conditions, boolean explain) {}
