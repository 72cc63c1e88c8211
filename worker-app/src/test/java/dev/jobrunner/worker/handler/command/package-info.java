/** Commands are proven with real processes. */
@NullMarked
package dev.jobrunner.worker.handler.command;

import org.jspecify.annotations.NullMarked;
