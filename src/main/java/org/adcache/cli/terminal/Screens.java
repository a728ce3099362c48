package org.adcache.cli.terminal;

/**
 * Which of the output streams are terminals.
 *
 * @param out whether standard output is, for data
 * @param err whether standard error is, for errors and progress
 */
public record Screens(boolean out, boolean err) {
    /** Neither: files, pipes or a service manager. */
    public static final Screens NONE = new Screens(false, false);

    public static Screens ofThisProcess() {
        return new Screens(Terminal.isTerminal(1), Terminal.isTerminal(2));
    }
}
