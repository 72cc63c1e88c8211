/** Runs a command as a job, and ends every process that it started. */
@NullMarked
package dev.jobrunner.worker.handler.command;

import org.jspecify.annotations.NullMarked;
