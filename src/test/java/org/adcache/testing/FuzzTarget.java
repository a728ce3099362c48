package org.adcache.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A class with fuzz tests. A normal run feeds them the stored inputs in {@code src/test/resources}, {@code itest/fuzz}
 * mutates these for as long as it is given. Jazzer keeps the finding of the current test in a static field, so no two
 * such classes run at the same time.
 */
@ResourceLock("jazzer")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface FuzzTarget {}
