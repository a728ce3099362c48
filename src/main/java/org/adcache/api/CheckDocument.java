package org.adcache.api;

import java.util.Optional;

/** What one stage of an examination found. */
public record CheckDocument(String id, boolean ok, String detail, Optional<ReportedProblem> problem) {}
