/** Lets people and programs in, and keeps them to what they may do: filter chains, the table of rules, the throttle. */
@NullMarked
package dev.jobrunner.scheduler.security;

import org.jspecify.annotations.NullMarked;
