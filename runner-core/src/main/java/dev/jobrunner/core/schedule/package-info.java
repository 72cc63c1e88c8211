/** When a task is due: a cron pattern in a time zone, turned into instants by one published rule for clock changes. */
@NullMarked
package dev.jobrunner.core.schedule;

import org.jspecify.annotations.NullMarked;
