package org.adcache.process;

import com.sun.jna.NativeLong;
import com.sun.jna.ptr.IntByReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Replacement of this process by the program that started it: same process id, environment, standard output and
 * listening socket; every other descriptor is closed. Nothing of this process is closed or flushed before, so that it
 * continues as it was if the new program can't be executed.
 */
public final class ProcessReplacement {
    /** Environment variable of a process that replaced another: how often that happened. */
    public static final String VARIABLE = "ADCACHE_REPLACED";

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final int FIRST_OTHER = 3;
    private static final long ALL = 0xFFFF_FFFFL;
    /** Size of a sigset_t, for all signals of Linux. */
    private static final int SIGNALS = 128;

    private static final int LARGEST_ADDRESS = 128;

    private final Optional<Path> launcher;
    private final int arguments;
    private Optional<LibC> libc = Optional.empty();

    /**
     * Creates a replacement.
     *
     * @param launcher the program that started this process
     * @param arguments number of arguments of this process after those of Java
     */
    public ProcessReplacement(Optional<Path> launcher, int arguments) {
        this.launcher = launcher;
        this.arguments = arguments;
    }

    /**
     * Loads what a replacement needs, which takes some 100 ms the first time; to be called before {@link #replace}.
     *
     * @throws IOException if this machine has no means to
     */
    public synchronized void prepare() throws IOException {
        try {
            libc = Optional.of(libc.orElseGet(LibC::load));
        } catch (LinkageError | RuntimeException e) {
            throw new IOException("system calls are not available: " + e.getMessage(), e);
        }
    }

    /**
     * Replaces this process; returns only by an exception.
     *
     * @param port of the listening socket that the new process inherits; empty: none
     * @throws IOException if the new program can't be executed
     */
    public synchronized void replace(OptionalInt port) throws IOException {
        replace(libc.orElseThrow(), port);
    }

    private void replace(LibC libc, OptionalInt port) throws IOException {
        Program program = Program.current(launcher, arguments, VARIABLE);
        int input = port.isPresent() ? listening(libc, port.getAsInt()) : 0;
        TemporaryLibraries.delete();
        closeOnExec(libc);
        if (libc.dup2(input, 0) < 0) {
            throw new IOException("the listening socket can't become the standard input: " + LibC.lastError());
        }
        libc.pthread_sigmask(LibC.SIG_SETMASK, new byte[SIGNALS], null);
        libc.execve(
                program.path(),
                program.arguments().toArray(String[]::new),
                program.environment().toArray(String[]::new));
        throw new IOException(program.path() + " can't be executed: " + LibC.lastError());
    }

    /** The descriptor of the socket that listens on a port. */
    private static int listening(LibC libc, int port) throws IOException {
        for (int descriptor : descriptors()) {
            if (isListening(libc, descriptor) && port(libc, descriptor) == port) {
                return descriptor;
            }
        }
        throw new IOException("no socket listens on port " + port);
    }

    private static boolean isListening(LibC libc, int descriptor) {
        IntByReference listening = new IntByReference();
        int failed = libc.getsockopt(
                descriptor, LibC.SOL_SOCKET, LibC.SO_ACCEPTCONN, listening, new IntByReference(Integer.BYTES));
        return failed == 0 && listening.getValue() == 1;
    }

    /** The port is in the same place in addresses of IPv4 and IPv6. */
    private static int port(LibC libc, int descriptor) {
        byte[] address = new byte[LARGEST_ADDRESS];
        libc.getsockname(descriptor, address, new IntByReference(address.length));
        return ((address[2] & 0xFF) << 8) | (address[3] & 0xFF);
    }

    private static void closeOnExec(LibC libc) throws IOException {
        NativeLong failed = libc.syscall(
                new NativeLong(LibC.CLOSE_RANGE),
                new NativeLong(FIRST_OTHER),
                new NativeLong(ALL),
                new NativeLong(LibC.CLOSE_RANGE_CLOEXEC));
        if (failed.longValue() == 0) {
            return;
        }
        // Before Linux 5.11. The list's own descriptor is closed by then.
        for (int descriptor : descriptors()) {
            if (descriptor >= FIRST_OTHER) {
                libc.fcntl(descriptor, LibC.F_SETFD, LibC.FD_CLOEXEC);
            }
        }
    }

    private static List<Integer> descriptors() throws IOException {
        try (Stream<Path> all = Files.list(DESCRIPTORS)) {
            return all.map(path -> Integer.valueOf(path.getFileName().toString()))
                    .toList();
        }
    }
}
