/** Processes of the subjects, and what their handlers leave behind about each run. */
@NullMarked
package dev.jobrunner.benchmarks.process;

import org.jspecify.annotations.NullMarked;
