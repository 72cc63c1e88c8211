/** What the scheduler does every few seconds: a list of steps that cannot harm each other, and the loop around it. */
@NullMarked
package dev.jobrunner.scheduler.tick;

import org.jspecify.annotations.NullMarked;
