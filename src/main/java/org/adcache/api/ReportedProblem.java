package org.adcache.api;

/**
 * Problem as the component that found it reports it.
 *
 * @param type a stable code, such as {@code tls-untrusted-ca}
 * @param remedy what to do
 */
public record ReportedProblem(String type, String detail, String remedy) {}
