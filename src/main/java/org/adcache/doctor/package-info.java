/**
 * Diagnostics of one connection, from its keytab to what it can read: one class per stage.
 *
 * <p>{@link org.adcache.doctor.Doctor} is the entry type, {@link org.adcache.doctor.DoctorRun} runs the stages in
 * order of their dependencies; a stage yields a {@link org.adcache.doctor.StageResult}, reported as a {@link
 * org.adcache.doctor.CheckResult}: one sentence, and one remedy per failure. {@link org.adcache.doctor.Doctors} runs
 * the diagnostics of a service's connections.
 *
 * <pre>{@code
 * List<CheckResult> checks = new Doctor(config, login, clock, workers).prepare(check -> {}).get();
 * }</pre>
 *
 * <p>Not here: a second implementation of a step. A stage calls the code of the sync, which is why this room sees
 * rooms of {@code directory} that others don't.
 */
@NullMarked
package org.adcache.doctor;

import org.jspecify.annotations.NullMarked;
