package org.adcache.api;

/**
 * What another domain controller says about the accounts that would be removed.
 *
 * @param asked how many it was asked for
 * @param visible how many of them it still shows
 */
public record SecondOpinionDocument(String server, int asked, int visible) {}
