package org.adcache.lookup;

import org.adcache.account.Epoch;
import org.adcache.account.Generation;

/** State that queries are answered from: off, or one generation. */
sealed interface State permits State.Off, Serving {
    Epoch epoch();

    Generation generation();

    /** The integration is off; {@code generation} is the last one served. */
    record Off(Epoch epoch, Generation generation) implements State {}
}
