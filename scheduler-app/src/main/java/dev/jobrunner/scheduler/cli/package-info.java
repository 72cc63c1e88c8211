/** The commands that the jar answers without starting a server. */
@NullMarked
package dev.jobrunner.scheduler.cli;

import org.jspecify.annotations.NullMarked;
