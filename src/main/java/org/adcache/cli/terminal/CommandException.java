package org.adcache.cli.terminal;

/** Failure of a command: one sentence, one remedy, one exit code. */
public final class CommandException extends Exception {
    private static final long serialVersionUID = 1;

    private final Exit exit;
    private final String sentence;
    private final String remedy;

    public CommandException(Exit exit, String sentence, String remedy) {
        super(sentence);
        this.exit = exit;
        this.sentence = sentence;
        this.remedy = remedy;
    }

    public CommandException(Exit exit, String sentence, String remedy, Throwable cause) {
        super(sentence, cause);
        this.exit = exit;
        this.sentence = sentence;
        this.remedy = remedy;
    }

    Exit exit() {
        return exit;
    }

    String sentence() {
        return sentence;
    }

    String remedy() {
        return remedy;
    }
}
