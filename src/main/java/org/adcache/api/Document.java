package org.adcache.api;

/** Top-level document: the body of an answer, the data of an event, or a line of the audit log. */
public sealed interface Document
        permits AuditEntry,
                DecisionDocument,
                DoctorDocument,
                IgnoredDocument,
                IntegrationDocument,
                LivenessDocument,
                ProblemDocument,
                ReadinessDocument,
                RunDocument,
                RunsDocument,
                StatusDocument {}
