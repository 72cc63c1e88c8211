/** Who changed what, through which face: written with the change, never rewritten. */
@NullMarked
package dev.jobrunner.core.audit;

import org.jspecify.annotations.NullMarked;
