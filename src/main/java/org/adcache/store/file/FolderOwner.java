package org.adcache.store.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;

/**
 * Owner of a folder, as far as root can rely on it. Whoever owns a part of the path can put another folder, or a link
 * to one, in its place. So the first part that isn't root's decides, be it a folder or a symbolic link, and the folder
 * has to belong to the same user:
 *
 * <pre>
 *  /            var          lib          adcache      data
 *  root         root         root         adcache      adcache        adcache
 *  root         root         root         adcache      (missing)      adcache
 *  root         root         root         adcache      root           refused: adcache could replace it
 *  root         root         root         root         (missing)      root
 * </pre>
 *
 * Links of root are followed.
 */
public final class FolderOwner {
    private static final int MOST_LINKS = 40;

    private Optional<FileStatus> first = Optional.empty();
    private Optional<FileStatus> other = Optional.empty();
    private Optional<FileStatus> last = Optional.empty();
    private Optional<FileStatus> replaceable = Optional.empty();
    private int links;

    private FolderOwner() {}

    /**
     * Determines the owner.
     *
     * @return the status of the part that decides
     * @throws UnsafeFileException if several users own parts of the path
     */
    public static FileStatus of(Path folder) throws IOException {
        FolderOwner owner = new FolderOwner();
        owner.walk(folder.toAbsolutePath());
        FileStatus end = owner.last.orElseThrow();
        FileStatus decides = owner.first.orElse(end);
        FileStatus other = end.uid() == decides.uid() ? owner.other.orElse(end) : end;
        if (other.uid() != decides.uid()) {
            throw UnsafeFileException.way(
                    other,
                    "belongs to the user " + other.ownerName() + ", but lies below " + decides.path() + " of the user "
                            + decides.ownerName() + ", who could put anything in its place",
                    "Give both to the user of adcache, or move the data folder.");
        }
        if (decides.uid() == FileStatus.ROOT && owner.replaceable.isPresent()) {
            throw UnsafeFileException.way(
                    owner.replaceable.get(),
                    "may be written to by other users, who could replace the data folder below it",
                    "Make the data folder one in a folder that only root may write to.");
        }
        return decides;
    }

    /** Follows the path part by part, until one doesn't exist; links as the kernel does. */
    private void walk(Path path) throws IOException {
        Path at = Path.of("/");
        meet(FileStatus.of(at));
        Iterator<Path> parts = path.iterator();
        while (parts.hasNext()) {
            String part = parts.next().toString();
            at = part.equals("..") ? folderOf(at) : at.resolve(part).normalize();
            descend();
            Optional<FileStatus> status = FileStatus.find(at);
            if (status.isEmpty()) {
                return;
            }
            meet(status.get());
            if (status.get().isSymbolicLink()) {
                follow(status.get(), parts);
                return;
            }
        }
    }

    private void follow(FileStatus link, Iterator<Path> rest) throws IOException {
        Path target = Files.readSymbolicLink(link.path());
        if (++links > MOST_LINKS) {
            throw UnsafeFileException.way(link, "leads back to itself", "Correct the symbolic link.");
        }
        Path whole = folderOf(link.path()).resolve(target);
        while (rest.hasNext()) {
            whole = whole.resolve(rest.next());
        }
        walk(whole);
    }

    private static Path folderOf(Path path) {
        Path parent = path.getParent();
        return parent == null ? path : parent;
    }

    private void meet(FileStatus status) {
        last = Optional.of(status);
        if (first.isEmpty() && status.uid() != FileStatus.ROOT) {
            first = last;
        }
        if (status.uid() != FileStatus.ROOT
                && first.filter(it -> it.uid() != status.uid()).isPresent()) {
            other = last;
        }
    }

    /** Notes a folder of root in which others may replace what is looked for next. */
    private void descend() {
        if (first.isEmpty() && last.filter(FileStatus::isReplaceableByOthers).isPresent()) {
            replaceable = last;
        }
    }
}
