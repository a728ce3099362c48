package org.adcache.directory.controllers;

/** SRV record (RFC 2782); the host in lower case, without its trailing dot. */
public record SrvRecord(int priority, int weight, int port, String host) {}
