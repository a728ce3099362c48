package org.adcache.http.ui;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The files of one folder among the resources, each read once. */
final class PageFiles {
    private final String folder;
    private final Pattern names;
    private final Map<String, PageFile> files = new ConcurrentHashMap<>();

    /**
     * @param folder absolute, as {@code /org/adcache/http/ui/}
     * @param names what a name must match as a whole; none that does may lead out of the folder
     */
    PageFiles(String folder, Pattern names) {
        this.folder = folder;
        this.names = names;
    }

    /**
     * The file of this name.
     *
     * @param name relative to the folder, as {@code parts/dialog.js}
     */
    Optional<PageFile> find(String name) {
        PageFile known = files.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<PageFile> read = names.matcher(name).matches() ? read(name) : Optional.empty();
        read.ifPresent(file -> files.put(name, file));
        return read;
    }

    private Optional<PageFile> read(String name) {
        try (InputStream in = PageFiles.class.getResourceAsStream(folder + name)) {
            return in == null ? Optional.empty() : PageFile.of(name, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
