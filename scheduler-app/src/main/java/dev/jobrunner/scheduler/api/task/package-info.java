/** Tasks over REST: lists, definitions, actions and explanations. */
@NullMarked
package dev.jobrunner.scheduler.api.task;

import org.jspecify.annotations.NullMarked;
