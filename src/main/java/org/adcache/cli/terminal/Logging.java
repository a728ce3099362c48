package org.adcache.cli.terminal;

import org.slf4j.bridge.SLF4JBridgeHandler;

/** Bridge from java.util.logging, which libraries use, to the log that {@link LogSetup} configures. */
public final class Logging {
    private Logging() {}

    public static void install() {
        if (!SLF4JBridgeHandler.isInstalled()) {
            SLF4JBridgeHandler.removeHandlersForRootLogger();
            SLF4JBridgeHandler.install();
        }
    }
}
