package org.adcache.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Needs root, who alone can give files away; {@code SecondUserIT} runs as root always. */
class FolderOwnerTest {
    private static final int ALICE = 12345;
    private static final int BOB = 12346;

    @TempDir
    private Path temp;

    @BeforeEach
    void needsRoot() {
        assumeTrue(FileStatus.ownUid() == FileStatus.ROOT, "only root can give files away");
    }

    @Test
    void isTheOwnerOfTheFolder() throws Exception {
        assertThat(FolderOwner.of(folder("mine", FileStatus.ROOT)).uid()).isEqualTo(FileStatus.ROOT);
        assertThat(FolderOwner.of(folder("hers", ALICE)).uid()).isEqualTo(ALICE);
    }

    @Test
    void aMissingFolderIsThatOfWhoseFolderItWillBeIn() throws Exception {
        assertThat(FolderOwner.of(folder("mine", FileStatus.ROOT).resolve("a/b"))
                        .uid())
                .isEqualTo(FileStatus.ROOT);
        assertThat(FolderOwner.of(folder("hers", ALICE).resolve("a/b")).uid()).isEqualTo(ALICE);
    }

    @Test
    void followsLinksOfRootAndNobodyElses() throws Exception {
        Path hers = folder("hers", ALICE);
        Path link = Files.createSymbolicLink(temp.resolve("link"), Path.of("hers"));
        assertThat(FolderOwner.of(link).uid()).isEqualTo(ALICE);

        Files.setAttribute(link, "unix:uid", ALICE, LinkOption.NOFOLLOW_LINKS);
        assertThat(FolderOwner.of(link).uid()).isEqualTo(ALICE);
        Path astray = Files.createSymbolicLink(hers.resolve("data"), folder("mine", FileStatus.ROOT));
        Files.setAttribute(astray, "unix:uid", ALICE, LinkOption.NOFOLLOW_LINKS);
        assertRefused(astray, "belongs to the user root, but lies below " + hers);
        assertRefused(astray.resolve("../mine"), "but lies below " + hers);
    }

    @Test
    void refusesAFolderThatSomebodyElseCouldReplace() throws Exception {
        Path hers = folder("hers", ALICE);
        assertRefused(folder("hers/roots", FileStatus.ROOT), "belongs to the user root, but lies below " + hers);
        folder("hers/his", BOB);
        assertRefused(folder("hers/his/hers", ALICE), "who could put anything in its place");

        Path open = folder("open", FileStatus.ROOT);
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertRefused(folder("open/mine", FileStatus.ROOT), "may be written to by other users");
        assertThat(FolderOwner.of(folder("open/hers", ALICE)).uid()).isEqualTo(ALICE);
    }

    @Test
    void aLinkInACircleHasNoOwner() throws Exception {
        Path link = Files.createSymbolicLink(temp.resolve("circle"), Path.of("circle"));
        assertRefused(link, "leads back to itself");
    }

    @Test
    void rootOpensNoFolderOfAnotherUser() throws Exception {
        Path hers = folder("hers", ALICE);
        assertThatThrownBy(() -> DataFolder.open(hers)).hasMessageContaining("belongs to the user 12345");
        assertThatThrownBy(() -> DataFolder.locate(hers)).hasMessageContaining("belongs to the user 12345");
        Path mine = folder("hers/mine", FileStatus.ROOT);
        assertThatThrownBy(() -> DataFolder.open(mine)).hasMessageContaining("but lies below " + hers);
        assertThat(Disk.list(mine)).isEmpty();
    }

    private Path folder(String name, int owner) throws IOException {
        Path folder = Files.createDirectory(temp.toRealPath().resolve(name));
        Files.setAttribute(folder, "unix:uid", owner);
        return folder;
    }

    private static void assertRefused(Path folder, String fault) {
        assertThatThrownBy(() -> FolderOwner.of(folder))
                .isInstanceOf(UnsafeFileException.class)
                .hasMessageContaining(fault);
    }
}
