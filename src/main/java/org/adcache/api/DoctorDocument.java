package org.adcache.api;

import java.util.List;

/** Results of a diagnostic run, in the order of its stages: {@code POST /v1/doctor/{connection}}. */
public record DoctorDocument(List<CheckDocument> checks) implements Document {
    public DoctorDocument {
        checks = List.copyOf(checks);
    }
}
