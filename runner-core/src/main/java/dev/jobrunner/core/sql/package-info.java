/** How values of the database and of Java become each other where JDBC leaves it open. */
@NullMarked
package dev.jobrunner.core.sql;

import org.jspecify.annotations.NullMarked;
