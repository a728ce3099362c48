package org.adcache.api;

/** Top-level document: the body of an answer, the data of an event, or a line of the audit log. */
public interface Document {}
