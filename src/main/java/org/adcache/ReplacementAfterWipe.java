package org.adcache;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.adcache.account.Problem;
import org.adcache.account.ProblemType;
import org.adcache.config.ConfigSource;
import org.adcache.config.InvalidConfigException;
import org.adcache.http.HttpConfig;
import org.adcache.integration.WipeListener;
import org.adcache.integration.WipeReceipt;
import org.adcache.process.ProcessReplacement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replacement of the service's process after a wipe, once the receipt was sent: the new process has none of the pages
 * that held personal data. If it fails, this process continues, and answers Unknown.
 */
final class ReplacementAfterWipe implements WipeListener {
    private static final Logger log = LoggerFactory.getLogger(ReplacementAfterWipe.class);
    /** A receipt that can't be sent, because its client doesn't read, doesn't delay the replacement longer. */
    private static final Duration UNSENT = Duration.ofMillis(500);
    /** Time for the client to read the receipt: closing a connection with unread requests resets it. */
    private static final Duration UNREAD = Duration.ofMillis(150);

    private final ProcessReplacement process;
    private final HttpConfig http;
    private final ConfigSource again;
    private volatile OptionalInt port = OptionalInt.empty();
    private volatile Optional<CountDownLatch> sent = Optional.empty();

    private ReplacementAfterWipe(ProcessReplacement process, HttpConfig http, ConfigSource again) {
        this.process = process;
        this.http = http;
        this.again = again;
    }

    /**
     * The replacement of this process by the launcher that started it.
     *
     * @param arguments number of arguments of this process
     * @param again reads the configuration as the new process will
     */
    static ReplacementAfterWipe of(int arguments, HttpConfig http, ConfigSource again) {
        Optional<Path> launcher =
                Optional.ofNullable(System.getProperty("adcache.launcher")).map(Path::of);
        return new ReplacementAfterWipe(new ProcessReplacement(launcher, arguments), http, again);
    }

    /** Sets the port of the socket that the new process inherits. */
    void listensOn(int bound) {
        port = OptionalInt.of(bound);
    }

    @Override
    public void wiping() {
        start(this::prepare);
    }

    /** Loads and reads beside the wipe what the replacement needs; if that fails, the replacement says so. */
    private void prepare() {
        try {
            process.prepare();
            inherited();
        } catch (InvalidConfigException | IOException e) {
            log.debug("the replacement of this process can't be prepared", e);
        }
    }

    @Override
    public synchronized void wiped(WipeReceipt receipt) {
        if (!receipt.outlivesProcess()) {
            log.warn("this process isn't replaced before the state of the integration is saved");
            return;
        }
        CountDownLatch answered = new CountDownLatch(1);
        sent = Optional.of(answered);
        start(() -> replaceAfter(answered));
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "replacement");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void receiptSent() {
        sent.ifPresent(CountDownLatch::countDown);
    }

    private void replaceAfter(CountDownLatch receipt) {
        try {
            process.prepare();
            OptionalInt inherited = inherited();
            if (!receipt.await(UNSENT.toMillis(), TimeUnit.MILLISECONDS)) {
                log.debug("the receipt is not sent");
            }
            Thread.sleep(UNREAD.toMillis());
            replace(inherited);
        } catch (InvalidConfigException e) {
            failed("its configuration can't be used any more: " + e.getMessage());
        } catch (IOException e) {
            failed(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A service that listens elsewhere by its new configuration binds that address itself. */
    private OptionalInt inherited() throws InvalidConfigException {
        HttpConfig next = again.read().http();
        return next.host().equals(http.host()) && next.port() == http.port() ? port : OptionalInt.empty();
    }

    private synchronized void replace(OptionalInt inherited) throws IOException {
        log.info("this process is replaced, so that its memory holds nothing of the wiped data");
        process.replace(inherited);
    }

    private static void failed(String reason) {
        log.error(
                "{}",
                new Problem(
                        ProblemType.PROCESS_NOT_REPLACED,
                        "The data is wiped, but the process could not replace itself: " + reason
                                + ". Its memory may still hold personal data.",
                        "Restart the service."));
    }
}
