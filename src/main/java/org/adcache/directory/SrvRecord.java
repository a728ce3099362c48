package org.adcache.directory;

/** One SRV record (RFC 2782); the host without its trailing dot, in lower case. */
record SrvRecord(int priority, int weight, int port, String host) {}
