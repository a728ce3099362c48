/**
 * The data folder and the file operations on it.
 *
 * <p>{@link org.adcache.store.file.DataFolder} is held by one process; {@link org.adcache.store.file.Disk} writes,
 * fsyncs, renames and deletes, and calls a hook before each step so that tests can fail it; {@link
 * org.adcache.store.file.StoreFile} parses a file's name. {@link org.adcache.store.file.FolderCheck} holds the folder to
 * its rules: files of one user, without links, closed to others.
 *
 * <p>Not here: the content of any file.
 */
@NullMarked
package org.adcache.store.file;

import org.jspecify.annotations.NullMarked;
