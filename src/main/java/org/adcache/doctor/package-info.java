/**
 * Examination of a connection, from its keytab to what it can read.
 *
 * <p>{@link org.adcache.doctor.Doctors} runs one {@link org.adcache.doctor.Doctor} for each connection, one
 * examination at a time. Nothing here is stored, and nothing here knows who asks:
 *
 * <pre>{@code
 * Examinations examinations = new Examinations(doctors, workers);
 * List<Check> checks = examinations.examine(new ConnectionId("corp")).join();
 * }</pre>
 */
@NullMarked
package org.adcache.doctor;

import org.jspecify.annotations.NullMarked;
