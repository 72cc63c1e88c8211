/** Holds what handlers wrote about themselves against what the database says of them. */
@NullMarked
package dev.jobrunner.faults.evidence;

import org.jspecify.annotations.NullMarked;
