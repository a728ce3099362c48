/** Place of {@link net.jpountz.util.Native}, which replaces a class of lz4-java. */
@NullMarked
package net.jpountz.util;

import org.jspecify.annotations.NullMarked;
