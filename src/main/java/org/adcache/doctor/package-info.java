/**
 * The examination of one connection, from its keytab to what can be read: one class a stage.
 *
 * <p>{@link org.adcache.doctor.Doctor} runs the stages, {@link org.adcache.doctor.DoctorRun} says which stage needs
 * the result of which; a stage yields a {@link org.adcache.doctor.StageResult}, shown as a {@link
 * org.adcache.doctor.CheckResult}: one sentence, and one remedy per failure. {@link org.adcache.doctor.Doctors}
 * examines the connections of a running service.
 *
 * <pre>{@code
 * List<CheckResult> checks = new Doctor(config, login, clock, workers).prepare(check -> {}).get();
 * }</pre>
 *
 * <p>Not here: a second implementation of a step. A stage calls what a sync calls, which is why this room sees rooms
 * of {@code directory} that others don't.
 */
@NullMarked
package org.adcache.doctor;

import org.jspecify.annotations.NullMarked;
