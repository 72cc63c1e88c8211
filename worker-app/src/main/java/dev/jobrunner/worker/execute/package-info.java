/** Running claimed tasks: a slot per run, the ways to stop one, and the one place that tells outcomes apart. */
@NullMarked
package dev.jobrunner.worker.execute;

import org.jspecify.annotations.NullMarked;
