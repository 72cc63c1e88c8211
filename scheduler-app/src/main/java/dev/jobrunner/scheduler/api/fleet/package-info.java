/** Workers, schedulers and how busy they will be, in the REST interface. */
@NullMarked
package dev.jobrunner.scheduler.api.fleet;

import org.jspecify.annotations.NullMarked;
