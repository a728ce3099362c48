package org.adcache.api;

/**
 * Problem in the words of the part that met it.
 *
 * @param type a stable code, such as {@code tls-untrusted-ca}
 * @param remedy what to do about it
 */
public record ReportedProblem(String type, String detail, String remedy) {}
