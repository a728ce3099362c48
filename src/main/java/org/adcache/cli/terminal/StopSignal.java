package org.adcache.cli.terminal;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGTERM and SIGINT, through the JVM's shutdown hook: the command stops what it started, then the JVM deletes its
 * temporary files and ends with 128 and the signal's number, 143 or 130. A service is usually ended by SIGTERM, which
 * then is no failure: see {@link #expectTermination}.
 */
public final class StopSignal implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(StopSignal.class);
    private static final Duration ASK_EVERY = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "stop-signal");
    private Optional<Object> defaultTermination = Optional.empty();
    private Optional<Object> defaultHangup = Optional.empty();

    private StopSignal() {}

    public static StopSignal listen() {
        StopSignal signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    /**
     * Makes SIGTERM an ordinary end from now on: the command ends as if it had nothing left to do, with its own exit
     * code. The class for it is the JDK's, but javac warns of every use of it, so it is called by reflection.
     */
    public void expectTermination() {
        try {
            defaultTermination = Optional.of(handle("TERM", handler(this::ask)));
        } catch (ReflectiveOperationException e) {
            log.debug("SIGTERM ends the process with exit code 143", e);
        }
    }

    /** Runs a task at each SIGHUP from now on, which would end the process otherwise. */
    public void onHangup(Runnable task) {
        try {
            Object before = handle("HUP", handler(task));
            defaultHangup = Optional.of(before);
            if (before.equals(
                    Class.forName("sun.misc.SignalHandler").getField("SIG_IGN").get(null))) {
                log.info("SIGHUP stays ignored, as nohup wants it; \"adcache reload\" does what it would do");
            }
        } catch (ReflectiveOperationException e) {
            log.warn("SIGHUP is not available here; \"adcache reload\" does the same", e);
        }
    }

    private static Object handler(Runnable task) throws ReflectiveOperationException {
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        return Proxy.newProxyInstance(
                StopSignal.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                    if (method.getName().equals("handle")) {
                        task.run();
                    }
                    return null;
                });
    }

    /** Sets the handler of a signal; returns the one before. */
    private static Object handle(String name, Object handler) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Object named = signal.getConstructor(String.class).newInstance(name);
        return signal.getMethod("handle", signal, Class.forName("sun.misc.SignalHandler"))
                .invoke(null, named, handler);
    }

    /** Waits until the process is asked to stop. */
    public void await() throws InterruptedException {
        asked.await();
    }

    /** Waits at most this time; returns whether the process was asked to stop. */
    public boolean await(Duration time) throws InterruptedException {
        return asked.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Starts something that takes a while, in a thread of its own. If a stop is requested meanwhile, it has a second to
     * end, and is closed then; otherwise it is abandoned, because the process ends.
     *
     * @return what was started; empty if a stop was requested
     */
    public <T extends AutoCloseable> Optional<T> unlessStopped(Callable<T> start) throws Exception {
        FutureTask<T> task = new FutureTask<>(start);
        Thread thread = new Thread(task, "start");
        thread.setDaemon(true);
        thread.start();
        while (!task.isDone() && !await(ASK_EVERY)) {
            // Neither has happened.
        }
        if (!await(Duration.ZERO)) {
            return Optional.of(result(task));
        }
        thread.join(PATIENCE.toMillis());
        if (task.isDone()) {
            result(task).close();
        }
        return Optional.empty();
    }

    private static <T> T result(FutureTask<T> task) throws Exception {
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** Releases the shutdown hook: everything is stopped. */
    @Override
    public void close() {
        stopped.countDown();
        try {
            if (defaultTermination.isPresent()) {
                handle("TERM", defaultTermination.get());
            }
            if (defaultHangup.isPresent()) {
                handle("HUP", defaultHangup.get());
            }
        } catch (ReflectiveOperationException e) {
            log.debug("signals are still expected", e);
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending: the hook is running, and was waiting for us.
        }
    }

    /** Asks for a stop as a signal does. */
    void ask() {
        asked.countDown();
    }

    private void stop() {
        ask();
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
