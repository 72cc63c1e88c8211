package dev.jobrunner.core.crontab;

import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How to read a crontab.
 *
 * @param withUserColumn whether a user name stands between the time fields and the command, as in {@code /etc/crontab}
 * @param timeZone the IANA zone of entries that no {@code CRON_TZ} or {@code TZ} line stands above; null means UTC
 * @param takenTypes task types that exist already and must not be suggested again
 */
public record CrontabOptions(
        boolean withUserColumn, @Nullable String timeZone, Set<String> takenTypes) {

    public CrontabOptions {
        takenTypes = Set.copyOf(takenTypes);
    }

    /** The options that fit a file's place: a user column in {@code /etc/crontab} and any folder {@code cron.d}. */
    public static CrontabOptions forFile(Path file) {
        Path place = file.toAbsolutePath().normalize();
        Path folder = place.getParent();
        boolean system = place.endsWith("etc/crontab") || (folder != null && folder.endsWith("cron.d"));
        return new CrontabOptions(system, null, Set.of());
    }

    public CrontabOptions withUserColumn(boolean present) {
        return new CrontabOptions(present, timeZone, takenTypes);
    }

    public CrontabOptions withTimeZone(@Nullable String zone) {
        return new CrontabOptions(withUserColumn, zone, takenTypes);
    }

    public CrontabOptions withTakenTypes(Set<String> types) {
        return new CrontabOptions(withUserColumn, timeZone, types);
    }
}
