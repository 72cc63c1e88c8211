/** Which version of the tables this code needs, and which one is there. */
@NullMarked
package dev.jobrunner.core.schema;

import org.jspecify.annotations.NullMarked;
