/** Runs a job by calling an HTTP endpoint with a signed request. */
@NullMarked
package dev.jobrunner.worker.handler.http;

import org.jspecify.annotations.NullMarked;
