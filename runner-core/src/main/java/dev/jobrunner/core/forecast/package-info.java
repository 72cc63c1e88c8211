/** What is coming: how long runs usually take, and how much of the fleet the schedules will keep busy. */
@NullMarked
package dev.jobrunner.core.forecast;

import org.jspecify.annotations.NullMarked;
