package org.adcache.cli.terminal;

/** Colour of a label on a terminal. */
public enum Colour {
    NONE(0),
    GREEN(32),
    RED(31),
    YELLOW(33);

    private final int code;

    Colour(int code) {
        this.code = code;
    }

    /** Wraps the text in the escape sequences of ECMA-48. */
    String paint(String text) {
        return this == NONE ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
