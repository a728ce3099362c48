package org.adcache.cli.terminal;

import java.time.Duration;

/** Repeated output until the process is asked to stop: in place on a terminal, below one another elsewhere. */
public final class Watch {
    private final Terminal terminal;
    private final Duration pause;

    public Watch(Terminal terminal, Duration pause) {
        this.terminal = terminal;
        this.pause = pause;
    }

    /** Source of the output. It is fetched before the previous one is cleared, so that the screen is never empty. */
    @FunctionalInterface
    public interface View {
        /** Returns what prints it. */
        Runnable fetch() throws CommandException;
    }

    /**
     * Prints the output again and again. A failure of the first time ends it; a later one is printed in place of the
     * output, because the service may be restarting.
     */
    public void run(View view) throws CommandException, InterruptedException {
        try (StopSignal stop = StopSignal.listen()) {
            show(view.fetch());
            while (!stop.await(pause)) {
                show(again(view));
            }
        }
    }

    private void show(Runnable output) {
        terminal.clear();
        output.run();
    }

    private Runnable again(View view) {
        try {
            return view.fetch();
        } catch (CommandException e) {
            return () -> terminal.say(e.sentence() + " " + e.remedy());
        }
    }
}
