/** The audit trail over REST. */
@NullMarked
package dev.jobrunner.scheduler.api.audit;

import org.jspecify.annotations.NullMarked;
