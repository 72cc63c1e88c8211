/** Counters of processes and of PostgreSQL, and the statistics made of them. */
@NullMarked
package dev.jobrunner.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
