/** The limit: the SQL work of a job runner in bare loops, and nothing else. */
@NullMarked
package dev.jobrunner.benchmarks.loop;

import org.jspecify.annotations.NullMarked;
