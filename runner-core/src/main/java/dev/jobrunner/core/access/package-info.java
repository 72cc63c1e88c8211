/** Who may do what: the roles, and the tokens that programs sign in with. */
@NullMarked
package dev.jobrunner.core.access;

import org.jspecify.annotations.NullMarked;
