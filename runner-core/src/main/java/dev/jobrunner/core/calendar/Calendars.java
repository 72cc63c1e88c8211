package dev.jobrunner.core.calendar;

import dev.jobrunner.core.audit.Actor;
import dev.jobrunner.core.audit.AuditRecord;
import dev.jobrunner.core.audit.AuditTrail;
import dev.jobrunner.core.schedule.Blackout;
import dev.jobrunner.core.schedule.BlackoutCalendar;
import dev.jobrunner.core.schedule.CalendarDefinition;
import dev.jobrunner.core.schedule.SlotRules;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes, changes and deletes calendars; each change is entered in the audit by its own transaction. Tasks learn of a changed calendar by a
 * trigger, and are planned anew at the next tick.
 */
public final class Calendars {

    private static final String FIND =
            "SELECT " + Calendar.COLUMNS + "FROM scheduled_task_calendars c WHERE c.name = :name";

    /** Nothing comes back where it is there. */
    private static final String CREATE = """
            INSERT INTO scheduled_task_calendars (name, time_zone, periods)
            VALUES (:name, :zone, CAST(:periods AS text[]))
            ON CONFLICT (name) DO NOTHING
            """;

    private static final String CHANGE = """
            UPDATE scheduled_task_calendars
            SET time_zone = :zone,
                periods = CAST(:periods AS text[])
            WHERE name = :name
            """;

    private static final String AS_JSON = """
            SELECT CAST(jsonb_build_object('time_zone', c.time_zone, 'periods', c.periods) AS text)
            FROM scheduled_task_calendars c
            WHERE c.name = :name
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final AuditTrail audit;
    private final BlackoutLedger ledger;

    public Calendars(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        this.audit = new AuditTrail(dataSource);
        this.ledger = new BlackoutLedger(dataSource);
    }

    /** All, by name. */
    public List<Calendar> list() {
        return jdbc.sql("SELECT " + Calendar.COLUMNS + "FROM scheduled_task_calendars c ORDER BY c.name")
                .query(Calendar::of)
                .list();
    }

    public Optional<Calendar> find(String name) {
        return jdbc.sql(FIND).param("name", name).query(Calendar::of).optional();
    }

    /** The rules with what their calendar says by now; empty if there is no calendar of that name. */
    public Optional<SlotRules> known(SlotRules rules) {
        Blackout blackout = rules.blackout();
        if (blackout == null) {
            return Optional.of(rules);
        }
        return find(blackout.calendar())
                .map(calendar -> rules.with(
                        blackout.with(BlackoutCalendar.definition(calendar.timeZone(), calendar.periods()))));
    }

    /**
     * Makes it, or changes it as a whole.
     *
     * @param expectedVersion that the caller has seen; null: whatever it is now
     * @return whether it is new
     * @throws CalendarConflictException if it has been changed, or deleted, since it had that version
     */
    public boolean set(CalendarDefinition wanted, @Nullable String expectedVersion, Actor actor) {
        return Objects.requireNonNull(transaction.execute(status -> {
            if (expectedVersion == null && bound(CREATE, wanted).update() == 1) {
                enter(actor, "create", wanted.name(), null, json(wanted.name()));
                return true;
            }
            jdbc.sql("SELECT 1 FROM scheduled_task_calendars WHERE name = :name FOR UPDATE")
                    .param("name", wanted.name())
                    .query(Integer.class)
                    .optional();
            Calendar was = find(wanted.name()).orElseThrow(() -> changedMeanwhile(wanted.name()));
            if (expectedVersion != null && !expectedVersion.equals(was.version())) {
                throw changedMeanwhile(wanted.name());
            }
            if (was.timeZone().equals(wanted.timeZone()) && was.periods().equals(wanted.periods())) {
                return false;
            }
            String before = json(wanted.name());
            // By the rules under which they did not run.
            ledger.enterUntilNow(wanted.name());
            bound(CHANGE, wanted).update();
            enter(actor, "edit", wanted.name(), before, json(wanted.name()));
            return false;
        }));
    }

    /**
     * Deletes it.
     *
     * @return false if there is none of that name
     * @throws CalendarConflictException if tasks go by it; the message names them
     */
    public boolean delete(String name, Actor actor) {
        try {
            return Objects.requireNonNull(transaction.execute(status -> {
                Optional<String> before = jdbc.sql(AS_JSON)
                        .param("name", name)
                        .query(String.class)
                        .optional();
                int deleted = jdbc.sql("DELETE FROM scheduled_task_calendars WHERE name = :name")
                        .param("name", name)
                        .update();
                if (deleted == 1) {
                    enter(actor, "delete", name, before.orElse("{}"), null);
                }
                return deleted == 1;
            }));
        } catch (DataIntegrityViolationException e) {
            String message = String.valueOf(e.getMostSpecificCause().getMessage());
            throw new CalendarConflictException(
                    message.lines().findFirst().orElse("").replaceFirst("^ERROR: ", ""), false);
        }
    }

    private JdbcClient.StatementSpec bound(String sql, CalendarDefinition wanted) {
        return jdbc.sql(sql)
                .param("name", wanted.name())
                .param("zone", wanted.timeZone())
                .param("periods", wanted.periods().toArray(String[]::new));
    }

    private String json(String name) {
        return jdbc.sql(AS_JSON).param("name", name).query(String.class).single();
    }

    private void enter(Actor actor, String action, String name, @Nullable String before, @Nullable String after) {
        audit.enter(actor, new AuditRecord(action, "calendar", name, name, before, after));
    }

    private static CalendarConflictException changedMeanwhile(String name) {
        return new CalendarConflictException(
                "calendar " + name + " has been changed or deleted meanwhile: read it again, then edit", true);
    }
}
