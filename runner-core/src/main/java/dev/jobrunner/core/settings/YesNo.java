package dev.jobrunner.core.settings;

import java.util.Locale;

/** A switch. */
record YesNo() implements Reading<Boolean> {

    @Override
    public Boolean read(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    @Override
    public boolean allows(Boolean value) {
        return true;
    }

    @Override
    public String write(Boolean value) {
        return value.toString();
    }

    @Override
    public String form() {
        return "a switch";
    }

    @Override
    public String range() {
        return "true or false";
    }
}
