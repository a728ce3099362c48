package org.adcache.api;

import java.util.List;

/** Stages of an examination that ran, in their order: {@code POST /v1/doctor/{connection}}. */
public record DoctorDocument(List<CheckDocument> checks) implements Document {
    public DoctorDocument {
        checks = List.copyOf(checks);
    }
}
