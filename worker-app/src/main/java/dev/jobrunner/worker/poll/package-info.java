/** Looking for due tasks whenever a slot is free. */
@NullMarked
package dev.jobrunner.worker.poll;

import org.jspecify.annotations.NullMarked;
