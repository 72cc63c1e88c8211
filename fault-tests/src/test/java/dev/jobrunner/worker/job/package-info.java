/** Jobs that the fault tests plug into the real worker, in the way of {@code docs/jobs-java.md}. */
@NullMarked
package dev.jobrunner.worker.job;

import org.jspecify.annotations.NullMarked;
