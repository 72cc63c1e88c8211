/** A whole scheduler for tests that look at it from outside. */
@NullMarked
package dev.jobrunner.scheduler.testing;

import org.jspecify.annotations.NullMarked;
