package org.adcache.process;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The functions of the C library that this room calls, with the constants of Linux. */
interface LibC extends Library {
    int AF_UNIX = 1;
    int SOCK_DGRAM = 2;
    /** The number is another on MIPS and PA-RISC. */
    int SOCK_CLOEXEC = 0x80000;

    int MSG_NOSIGNAL = 0x4000;
    int SOL_SOCKET = 1;
    int SO_ACCEPTCONN = 30;
    int F_SETFD = 2;
    int FD_CLOEXEC = 1;
    int SIG_SETMASK = 2;
    /** The number is the same on all architectures but Alpha. */
    long CLOSE_RANGE = 436;

    long CLOSE_RANGE_CLOEXEC = 4;

    int socket(int domain, int type, int protocol);

    NativeLong sendto(int descriptor, byte[] data, NativeLong length, int flags, byte[] address, int addressLength);

    int getsockopt(int descriptor, int level, int name, IntByReference value, IntByReference length);

    int getsockname(int descriptor, byte[] address, IntByReference length);

    int dup2(int from, int to);

    int fcntl(int descriptor, int command, Object... arguments);

    NativeLong syscall(NativeLong number, Object... arguments);

    int pthread_sigmask(int how, byte[] signals, @Nullable Pointer previous);

    int execve(String path, String[] arguments, String[] environment);

    /**
     * Loads JNA with its library of the distribution: by default it unpacks one into a folder from which perhaps
     * nothing may be executed. Strings are passed byte by byte, as {@link Program} reads them.
     */
    static LibC load() {
        Path jar = Path.of(URI.create(
                LibC.class.getProtectionDomain().getCodeSource().getLocation().toString()));
        System.setProperty("jna.nounpack", "true");
        System.setProperty(
                "jna.boot.library.path",
                jar.resolveSibling("native/com/sun/jna/" + Platform.RESOURCE_PREFIX)
                        .toString());
        return Native.load(LibC.class, Map.of(Library.OPTION_STRING_ENCODING, "ISO-8859-1"));
    }

    static String lastError() {
        return "error " + Native.getLastError();
    }
}
