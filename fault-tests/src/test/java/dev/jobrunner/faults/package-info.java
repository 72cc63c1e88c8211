/** Breaks a real installation on purpose, and counts what it makes of it. */
@NullMarked
package dev.jobrunner.faults;

import org.jspecify.annotations.NullMarked;
