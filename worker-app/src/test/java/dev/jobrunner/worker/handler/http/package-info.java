/** HTTP calls are proven against real local servers. */
@NullMarked
package dev.jobrunner.worker.handler.http;

import org.jspecify.annotations.NullMarked;
