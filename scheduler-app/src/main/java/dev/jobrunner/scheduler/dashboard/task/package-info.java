/** The pages about tasks: the list, one task with what holds it, and the form with the cron editor. */
@NullMarked
package dev.jobrunner.scheduler.dashboard.task;

import org.jspecify.annotations.NullMarked;
