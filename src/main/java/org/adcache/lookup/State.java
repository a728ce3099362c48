package org.adcache.lookup;

import org.adcache.account.Epoch;
import org.adcache.account.Generation;

/** What questions are answered from: nothing, or one generation. */
sealed interface State permits State.Off, Serving {
    Epoch epoch();

    Generation generation();

    /** The integration is off; the generation is the last there was. */
    record Off(Epoch epoch, Generation generation) implements State {}
}
