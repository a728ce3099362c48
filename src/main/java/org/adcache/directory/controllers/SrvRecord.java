package org.adcache.directory.controllers;

/** One SRV record (RFC 2782); the host without its trailing dot, in lower case. */
public record SrvRecord(int priority, int weight, int port, String host) {}
