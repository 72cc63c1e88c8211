/** The benchmark as a whole: its arguments and one session of measurements. */
@NullMarked
package dev.jobrunner.benchmarks;

import org.jspecify.annotations.NullMarked;
