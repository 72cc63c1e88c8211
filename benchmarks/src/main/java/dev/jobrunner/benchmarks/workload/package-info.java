/** What the subjects are put through. */
@NullMarked
package dev.jobrunner.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
