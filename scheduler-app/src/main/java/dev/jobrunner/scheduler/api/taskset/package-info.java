/** Task sets over REST: what applying one would change, and doing it. */
@NullMarked
package dev.jobrunner.scheduler.api.taskset;

import org.jspecify.annotations.NullMarked;
