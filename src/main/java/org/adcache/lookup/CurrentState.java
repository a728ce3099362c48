package org.adcache.lookup;

import org.adcache.account.Epoch;

/** The one volatile reference to what questions are answered from. Who replaces it says what he has seen there. */
final class CurrentState {
    private volatile State state;

    CurrentState(State first) {
        state = first;
    }

    State get() {
        return state;
    }

    /** Whether the state was still the one seen, and is replaced. */
    synchronized boolean replace(State seen, State next) {
        if (state != seen) {
            return false;
        }
        state = next;
        return true;
    }

    synchronized void off(Epoch epoch) {
        if (state.epoch().compareTo(epoch) <= 0) {
            state = new State.Off(epoch, state.generation());
        }
    }
}
