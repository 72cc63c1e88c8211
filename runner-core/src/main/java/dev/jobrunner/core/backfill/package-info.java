/** Runs for slots of the past, a few at once, beside the live schedule. */
@NullMarked
package dev.jobrunner.core.backfill;

import org.jspecify.annotations.NullMarked;
