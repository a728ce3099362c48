package org.adcache.api;

import java.util.Optional;

/** Result of one stage of a diagnostic run. */
public record CheckDocument(String id, boolean ok, String detail, Optional<ReportedProblem> problem) {}
