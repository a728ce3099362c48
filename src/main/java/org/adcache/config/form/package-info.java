/**
 * Forms of values: how the text of a key becomes a value, and what is wrong with it if it doesn't.
 *
 * <p>A {@link org.adcache.config.form.Form} is applied by the section that reads the key. Not here: which keys there are.
 */
@NullMarked
package org.adcache.config.form;

import org.jspecify.annotations.NullMarked;
