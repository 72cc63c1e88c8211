/** Tokens over the API, and how its description says who may call what. */
@NullMarked
package dev.jobrunner.scheduler.api.access;

import org.jspecify.annotations.NullMarked;
