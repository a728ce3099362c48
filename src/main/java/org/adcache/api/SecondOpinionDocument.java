package org.adcache.api;

/**
 * Second opinion: another domain controller's answer about the accounts to be removed.
 *
 * @param asked number of accounts queried
 * @param visible number of them that it still returns
 */
public record SecondOpinionDocument(String server, int asked, int visible) {}
