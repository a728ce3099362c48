package org.adcache.directory;

import java.util.Objects;
import org.adcache.directory.feed.FeedPosition;

/**
 * A place in a domain's change feed, to be kept with the data that was read up to it. Only this package understands
 * the text; it holds no personal data.
 */
public record ChangeCursor(String text) {
    public ChangeCursor {
        Objects.requireNonNull(text, "text");
        if (text.isEmpty()) {
            throw new IllegalArgumentException("text is empty");
        }
    }

    /** The feed that it is a place in; {@code NONE} if it can't be read. */
    public ChangeFeed feed() {
        return FeedPosition.parse(this).map(FeedPosition::feed).orElse(ChangeFeed.NONE);
    }
}
