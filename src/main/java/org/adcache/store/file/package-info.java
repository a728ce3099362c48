/**
 * The data folder and the few file operations that everything on disk is made of.
 *
 * <p>{@link org.adcache.store.file.DataFolder} is held by one process; {@link org.adcache.store.file.Disk} writes,
 * fsyncs, renames and deletes, and tells a listener of each step so that tests can fail it; {@link
 * org.adcache.store.file.StoreFile} reads a file's name.
 *
 * <p>Not here: the content of any file.
 */
@NullMarked
package org.adcache.store.file;

import org.jspecify.annotations.NullMarked;
