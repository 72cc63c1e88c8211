package dev.jobrunner.scheduler.dashboard.about;

import dev.jobrunner.core.insight.Installation;
import dev.jobrunner.core.schema.SchemaVersion;
import dev.jobrunner.core.settings.DatabaseAway;
import dev.jobrunner.core.settings.SettingsInForce;
import dev.jobrunner.core.settings.SettingsInForce.Setting;
import dev.jobrunner.scheduler.dashboard.Durations;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.boot.SpringBootVersion;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** {@code GET /about}: versions, settings in force, database. What needs no database is shown without one. */
@Controller
final class AboutPage {

    private final Installation installation;
    private final SchemaVersion schema;
    private final SettingsInForce settings;

    AboutPage(DataSource dataSource, ConfigurableEnvironment environment) {
        this.installation = new Installation(dataSource);
        this.schema = new SchemaVersion(dataSource);
        this.settings = new SettingsInForce(environment);
    }

    @GetMapping("/about")
    String show(Model model) {
        model.addAttribute(
                        "settings",
                        settings.all().stream().map(AboutPage::legible).toList())
                .addAttribute("java", Runtime.version().toString())
                .addAttribute("boot", SpringBootVersion.getVersion())
                .addAttribute("needed", SchemaVersion.NEEDED);
        try {
            model.addAttribute("database", installation.database())
                    .addAttribute("tables", installation.tables())
                    .addAttribute("schema", schema.current());
        } catch (DataAccessException e) {
            model.addAttribute(
                    "away",
                    DatabaseAway.explain(e).orElse("The database refused the question; the scheduler's log says why."));
        }
        return "about";
    }

    /** Durations in words: properties spell them PT5S. */
    private static Setting legible(Setting setting) {
        String value = setting.value();
        if (value == null || !value.matches("P[TDHMS0-9.]+(,P[TDHMS0-9.]+)*")) {
            return setting;
        }
        String words = Arrays.stream(value.split(",", -1))
                .map(each -> Durations.words(Duration.parse(each)).replace(".0 s", " s"))
                .collect(Collectors.joining(", "));
        return new Setting(setting.name(), words, setting.source(), setting.meaning());
    }
}
