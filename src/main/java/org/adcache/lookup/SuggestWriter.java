package org.adcache.lookup;

import java.util.List;

/** Writes suggested accounts down, the same ones always in the same way. */
@FunctionalInterface
public interface SuggestWriter {
    byte[] write(List<SuggestAnswer.Item> items);
}
