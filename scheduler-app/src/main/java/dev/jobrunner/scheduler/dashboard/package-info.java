/** What all pages share: their frame, the words for times and figures, the marks of outcomes, and what a failed page says. */
@NullMarked
package dev.jobrunner.scheduler.dashboard;

import org.jspecify.annotations.NullMarked;
