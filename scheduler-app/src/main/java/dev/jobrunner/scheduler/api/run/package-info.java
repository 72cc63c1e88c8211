/** Runs and failures in the REST interface: search, details, output, export. */
@NullMarked
package dev.jobrunner.scheduler.api.run;

import org.jspecify.annotations.NullMarked;
