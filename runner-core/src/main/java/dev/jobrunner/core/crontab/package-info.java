/** Reads a crontab into tasks for the database and commands for the handlers file, which never meet. */
@NullMarked
package dev.jobrunner.core.crontab;

import org.jspecify.annotations.NullMarked;
