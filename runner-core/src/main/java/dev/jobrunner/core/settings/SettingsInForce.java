package dev.jobrunner.core.settings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/** The settings that hold in this process, as far as anybody may see them, and where each comes from. */
public final class SettingsInForce {

    private static final String HIDDEN = "•••";
    private static final String DATABASE = "spring.datasource.url";

    private final ConfigurableEnvironment environment;

    /** @param environment with our variables and defaults in it, as the post-processor leaves it */
    public SettingsInForce(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    /** All variables in the order of the reference page; of a family those that are set. */
    public List<Setting> all() {
        List<Setting> settings = new ArrayList<>();
        settings.add(database());
        for (Variable<?> variable : Variables.ALL) {
            if (variable.isFamily()) {
                settings.addAll(family(variable));
            } else {
                settings.add(setting(variable, variable.name(), variable.property()));
            }
        }
        return settings;
    }

    private Setting setting(Variable<?> variable, String name, String property) {
        String value = environment.getProperty(property);
        // what a handler is called with may hold a password, and nothing tells where
        boolean secret = variable.reading().secret() || variable.equals(Variables.HANDLER);
        return new Setting(
                name,
                value == null || value.isEmpty() ? null : secret ? HIDDEN : value,
                source(property),
                variable.meaning());
    }

    private List<Setting> family(Variable<?> variable) {
        return environment.getPropertySources().stream()
                .filter(EnumerablePropertySource.class::isInstance)
                .flatMap(source -> List.of(((EnumerablePropertySource<?>) source).getPropertyNames()).stream())
                .filter(property -> property.startsWith(variable.property() + "[")
                        || property.startsWith(variable.property() + "."))
                .distinct()
                .map(property -> setting(variable, variable.stem() + type(property, variable), property))
                .sorted(Comparator.comparing(Setting::name))
                .toList();
    }

    private static String type(String property, Variable<?> variable) {
        return property.substring(variable.property().length() + 1)
                .replace("]", "")
                .toUpperCase(Locale.ROOT)
                .replaceAll("[^A-Z0-9]", "_");
    }

    /** Host and database only: what follows may name a password. */
    private Setting database() {
        String url = environment.getProperty(DATABASE, "");
        String shown = url.replaceFirst("[?].*", "").replaceFirst("//[^/@]*@", "//");
        return new Setting(
                DatabaseUrl.VARIABLE,
                shown.isEmpty() ? null : shown,
                source(DATABASE),
                "Where PostgreSQL is; shown without user and password.");
    }

    private String source(String property) {
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (!source.getName().equals("configurationProperties") && source.containsProperty(property)) {
                return words(source.getName());
            }
        }
        return "default";
    }

    private static String words(String source) {
        return switch (source) {
            case SettingsPostProcessor.VARIABLES, "systemEnvironment" -> "environment";
            case SettingsPostProcessor.DEFAULTS -> "default";
            case "commandLineArgs" -> "command line";
            case "systemProperties" -> "system property";
            default -> source.contains("classpath") ? "default" : "file";
        };
    }

    /**
     * One setting.
     *
     * @param name of the environment variable
     * @param value as the property spells it; dots instead of a secret, null when it is not set
     * @param source environment, default, command line, system property or file
     */
    public record Setting(String name, @Nullable String value, String source, String meaning) {}
}
