/** Runs and failures, asked over HTTP. */
@NullMarked
package dev.jobrunner.scheduler.api.run;

import org.jspecify.annotations.NullMarked;
