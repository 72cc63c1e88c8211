/** The REST interface under {@code /api/v1}. */
@NullMarked
package dev.jobrunner.scheduler.api;

import org.jspecify.annotations.NullMarked;
