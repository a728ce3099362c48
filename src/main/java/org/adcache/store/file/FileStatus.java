package org.adcache.store.file;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Status of a file as lstat(2) returns it: of a symbolic link itself, not of its target. Opens nothing. */
public record FileStatus(Path path, int mode, int uid, int gid, int links) {
    public static final int ROOT = 0;

    private static final int OWN_UID = (int) new UnixSystem().getUid();
    private static final int TYPE = 0170000;
    private static final int PERMISSIONS = 07777;
    private static final int OF_OTHERS = 0077;
    private static final int WRITABLE_BY_OTHERS = 0022;
    private static final int WRITABLE_BY_GROUP = 0020;
    private static final int STICKY = 01000;

    /** Type of a file, with the name that a problem gives it. */
    enum Type {
        FILE(0100000, "a file"),
        FOLDER(0040000, "a folder"),
        SYMBOLIC_LINK(0120000, "a symbolic link"),
        PIPE(0010000, "a named pipe"),
        SOCKET(0140000, "a socket"),
        DEVICE(0020000, "a device");

        private final int bits;
        private final String label;

        Type(int bits, String label) {
            this.bits = bits;
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /**
     * The status of a file.
     *
     * @throws NoSuchFileException if it doesn't exist
     */
    public static FileStatus of(Path path) throws IOException {
        Map<String, Object> values = Files.readAttributes(path, "unix:mode,uid,gid,nlink", LinkOption.NOFOLLOW_LINKS);
        return new FileStatus(
                path, number(values, "mode"), number(values, "uid"), number(values, "gid"), number(values, "nlink"));
    }

    private static int number(Map<String, Object> values, String name) throws IOException {
        if (values.get(name) instanceof Number number) {
            return number.intValue();
        }
        throw new IOException("the file system has no " + name);
    }

    public static Optional<FileStatus> find(Path path) throws IOException {
        try {
            return Optional.of(of(path));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** The user this process runs as. */
    public static int ownUid() {
        return OWN_UID;
    }

    Type type() {
        for (Type type : Type.values()) {
            if ((mode & TYPE) == type.bits) {
                return type;
            }
        }
        return Type.DEVICE;
    }

    boolean isSymbolicLink() {
        return type() == Type.SYMBOLIC_LINK;
    }

    boolean isFolder() {
        return type() == Type.FOLDER;
    }

    /** Whether the permissions let anybody but the owner read, write or enter it. */
    boolean isOpenToOthers() {
        return !isSymbolicLink() && (mode & OF_OTHERS) != 0;
    }

    /** Whether users other than its owner and root's group may rename and replace what is in this folder. */
    boolean isReplaceableByOthers() {
        int others = gid == ROOT ? WRITABLE_BY_OTHERS & ~WRITABLE_BY_GROUP : WRITABLE_BY_OTHERS;
        return isFolder() && (mode & others) != 0 && (mode & STICKY) == 0;
    }

    /** The permissions in octal, for instance 0755. */
    String permissions() {
        return String.format(Locale.ROOT, "%04o", mode & PERMISSIONS);
    }

    /** The name of the owner; the number if it has none. */
    public String ownerName() {
        try {
            return Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).getName();
        } catch (IOException e) {
            return Integer.toString(uid);
        }
    }
}
