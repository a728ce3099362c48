/**
 * AD's schema and names, to the extent that the simulated directory needs them: attribute types, syntaxes, object
 * classes, binary forms.
 *
 * <p>{@link org.adcache.demo.schema.AttributeType} and {@link org.adcache.demo.schema.ObjectKind} are flat lists.
 *
 * <p>Not here: entries.
 */
@NullMarked
package org.adcache.demo.schema;

import org.jspecify.annotations.NullMarked;
