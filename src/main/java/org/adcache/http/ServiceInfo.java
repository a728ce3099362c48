package org.adcache.http;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.adcache.account.Problem;

/**
 * What the status tells of the service as a whole, asked anew each time.
 *
 * @param version of this program
 * @param bytesOnDisk size of the cache
 * @param damage what was found damaged at the start and is not made good yet
 */
public record ServiceInfo(String version, LongSupplier bytesOnDisk, Supplier<List<Problem>> damage) {}
