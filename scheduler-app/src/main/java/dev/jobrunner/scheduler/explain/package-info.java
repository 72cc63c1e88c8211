/** Why a task runs or does not, with the calls and commands that mend it, as every face shows it. */
@NullMarked
package dev.jobrunner.scheduler.explain;

import org.jspecify.annotations.NullMarked;
