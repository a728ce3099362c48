package org.adcache.cli.terminal;

import org.slf4j.bridge.SLF4JBridgeHandler;

/** Sends what libraries say to java.util.logging where all else is logged; {@link LogSetup} says where that is. */
public final class Logging {
    private Logging() {}

    public static void install() {
        if (!SLF4JBridgeHandler.isInstalled()) {
            SLF4JBridgeHandler.removeHandlersForRootLogger();
            SLF4JBridgeHandler.install();
        }
    }
}
