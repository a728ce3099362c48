package org.adcache.directory;

import java.util.Objects;
import org.adcache.directory.feed.FeedPosition;

/**
 * Position in a domain's change feed, stored with the data read up to it. The text is opaque outside this package and
 * holds no personal data.
 */
public record ChangeCursor(String text) {
    public ChangeCursor {
        Objects.requireNonNull(text, "text");
        if (text.isEmpty()) {
            throw new IllegalArgumentException("text is empty");
        }
    }

    /** The feed this position belongs to; {@code NONE} if the text can't be parsed. */
    public ChangeFeed feed() {
        return FeedPosition.parse(this).map(FeedPosition::feed).orElse(ChangeFeed.NONE);
    }
}
