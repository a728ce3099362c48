package org.adcache.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.adcache.store.file.DiskSteps;

/**
 * Model of a disk that loses at a power cut what was not synced: the content of a file until the file is synced, its
 * name until its folder is. It watches the steps on a real folder, and at each of them remembers what a power cut might
 * leave, in three forms:
 *
 * <ul>
 *   <li>nothing that was not synced
 *   <li>all names, but the content only of files that were synced; the others are empty
 *   <li>of what was not synced only the deletions
 * </ul>
 */
final class LossyDisk implements DiskSteps, AutoCloseable {
    private final Path folder;
    /** The inode behind each name that is on the disk for good. */
    private final Map<Path, Object> names = new TreeMap<>();
    /** The content of each inode that is on the disk for good. */
    private final Map<Object, ByteBuffer> contents = new HashMap<>();
    /** Keeps a replaced or deleted file's inode from being used again. */
    private final List<FileChannel> held = new ArrayList<>();

    private final Set<Map<Path, ByteBuffer>> cuts = new LinkedHashSet<>();
    private Step last = new Step("none", Path.of(""));

    private record Step(String name, Path path) {}

    /** Starts with all that is in the folder on the disk. */
    LossyDisk(Path folder) throws IOException {
        this.folder = folder;
        for (Map.Entry<Path, Object> file : inodes(folder).entrySet()) {
            names.put(file.getKey(), file.getValue());
            contents.put(file.getValue(), content(file.getKey()));
        }
    }

    @Override
    public void before(String step, Path path) throws IOException {
        finish();
        hold(path);
        last = new Step(step, path);
    }

    /** What power cuts before each step and after the last might leave; paths are relative to the folder. */
    Set<Map<Path, ByteBuffer>> cuts() throws IOException {
        finish();
        return cuts;
    }

    /** What a power cut after the last step might leave. */
    Set<Map<Path, ByteBuffer>> cutsInTheEnd() throws IOException {
        finish();
        cuts.clear();
        remember();
        return cuts;
    }

    /** The step before has been done by now. */
    private void finish() throws IOException {
        switch (last.name()) {
            case "sync", "overwrite" -> {
                if (Files.exists(last.path())) {
                    contents.put(inode(last.path()), content(last.path()));
                }
            }
            case "sync-folder" -> {
                names.keySet().removeIf(name -> last.path().equals(name.getParent()));
                inodes(last.path()).forEach((name, inode) -> {
                    if (last.path().equals(name.getParent())) {
                        names.put(name, inode);
                    }
                });
            }
            default -> {}
        }
        last = new Step("none", Path.of(""));
        remember();
    }

    private void remember() throws IOException {
        Map<Path, Object> live = inodes(folder);
        cuts.add(left(names));
        cuts.add(left(live));
        Map<Path, Object> undeleted = new TreeMap<>(names);
        undeleted.keySet().retainAll(live.keySet());
        cuts.add(left(undeleted));
    }

    private Map<Path, ByteBuffer> left(Map<Path, Object> names) {
        Map<Path, ByteBuffer> files = new TreeMap<>();
        names.forEach((name, inode) ->
                files.put(folder.relativize(name), contents.getOrDefault(inode, ByteBuffer.allocate(0))));
        return files;
    }

    private void hold(Path path) throws IOException {
        try {
            if (Files.isRegularFile(path)) {
                held.add(FileChannel.open(path));
            }
        } catch (NoSuchFileException e) {
            // Created by this step.
        }
    }

    private static Map<Path, Object> inodes(Path folder) throws IOException {
        Map<Path, Object> inodes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                inodes.put(file, inode(file));
            }
        }
        return inodes;
    }

    private static Object inode(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    private static ByteBuffer content(Path file) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(file));
    }

    @Override
    public void close() throws IOException {
        for (FileChannel channel : held) {
            channel.close();
        }
    }
}
