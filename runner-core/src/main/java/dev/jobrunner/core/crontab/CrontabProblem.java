package dev.jobrunner.core.crontab;

/**
 * Something a person has to know about one line.
 *
 * @param line its number, from 1; 0 for the file as a whole
 * @param text its beginning, printable ASCII, so that it can be shown anywhere
 * @param reason what is wrong with it, or worth knowing, and what to do
 */
public record CrontabProblem(int line, String text, String reason) {

    private static final int SHOWN_CHARS = 80;

    public CrontabProblem {
        if (line < 0) {
            throw new IllegalArgumentException("line is " + line + ", must not be negative");
        }
        String start = text.substring(0, Math.min(text.length(), SHOWN_CHARS)).replaceAll("[^\\x20-\\x7e]", "?");
        text = text.length() <= SHOWN_CHARS ? start : start + "...";
    }

    @Override
    public String toString() {
        return "line " + line + ": " + reason + " [" + text + "]";
    }
}
