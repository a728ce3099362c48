package org.adcache.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Index images that adcache saves in the data folder for its next start. */
final class IndexImages {
    private IndexImages() {}

    /** Deletes the images, so that the next start builds its index from records. */
    static void delete(Path data) throws IOException {
        for (Path image : in(data)) {
            Files.delete(image);
        }
    }

    static boolean exist(Path data) throws IOException {
        return !in(data).isEmpty();
    }

    private static List<Path> in(Path data) throws IOException {
        List<Path> images = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(data, "index-*.img")) {
            files.forEach(images::add);
        }
        return images;
    }
}
