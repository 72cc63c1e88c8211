/** Text: slips in it are found, and on its way into the database it is freed of secrets and of what cannot be stored. */
@NullMarked
package dev.jobrunner.core.text;

import org.jspecify.annotations.NullMarked;
