package dev.jobrunner.core.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces secrets by {@code ***}: the values it was made with wherever they stand, and whatever looks like a password, a
 * token or an {@code Authorization} header.
 */
public final class Redactor {

    /** Shorter values would blacken ordinary words. */
    private static final int SHORTEST_SECRET = 6;

    private static final Pattern SECRET_NAME = Pattern.compile(
            ".*(PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|PRIVATE_KEY|CREDENTIAL).*", Pattern.CASE_INSENSITIVE);

    private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/\\s:@]{0,200}:[^/\\s@]{0,200}(?=@)");

    private static final Pattern HEADER = Pattern.compile(
            "(?i)(authorization\\s{0,8}[:=]\\s{0,8}\"?(?:(?:bearer|basic|token)\\s+)?|\\bbearer\\s+)[^\\s\",;]+");

    /** No open-ended repetition before a fixed word: on a long line that would take the square of its length. */
    private static final Pattern ASSIGNMENT = Pattern.compile(
            "(?i)((?:password|passwd|secret|token|api[_-]?key|credential)[\\w-]{0,40}\"?\\s{0,8}[=:]\\s{0,8}\"?)[^\\s\"&,;'}]+");

    /** What, at the end of a text, may have a secret follow: the beginning of a {@link #HEADER} or an {@link #ASSIGNMENT}. */
    private static final Pattern OPENED = Pattern.compile(
            "(?i)(?:authorization|bearer|password|passwd|secret|token|api[_-]?key|credential)[\\w-]{0,40}\"?"
                    + "\\s{0,8}(?:[=:]\\s{0,8}\"?(?:(?:bearer|basic|token)\\s{0,40})?)?\\z");

    private static final int LONGEST_OPENED = 200;

    /** Signs that people draw progress with; no secret consists of them, and no pattern ends in them but {@link #OPENED}. */
    private static final Pattern PROGRESS = Pattern.compile("[.#=*+%|~-]+");

    private final List<String> secrets;

    public Redactor(Collection<String> secrets) {
        this.secrets = secrets.stream()
                .filter(secret -> secret.length() >= SHORTEST_SECRET)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** Knows the values of all variables whose name says that they are secret, and the password of {@code databasePassword}. */
    public static Redactor forEnvironment(Map<String, String> environment, String databasePassword) {
        List<String> values = new java.util.ArrayList<>();
        environment.forEach((name, value) -> {
            if (SECRET_NAME.matcher(name).matches()) {
                values.add(value);
            }
        });
        values.add(databasePassword);
        return new Redactor(values);
    }

    /**
     * How much of the beginning of a text that still goes on is settled: redacting that much and the rest apart shows no
     * more than redacting all at once. What follows may be the first half of a secret.
     */
    public int settledLength(String text) {
        int settled = text.length();
        int before;
        do {
            before = settled;
            settled = startOfSecret(text, startOfOpened(text, startOfWord(text, settled)));
        } while (settled < before);
        return settled;
    }

    private static int startOfWord(String text, int end) {
        int start = end;
        while (start > 0 && !Character.isWhitespace(text.charAt(start - 1))) {
            start--;
        }
        return PROGRESS.matcher(text).region(start, end).matches() ? end : start;
    }

    private static int startOfOpened(String text, int end) {
        Matcher opened = OPENED.matcher(text).region(Math.max(0, end - LONGEST_OPENED), end);
        return opened.find() ? opened.start() : end;
    }

    private int startOfSecret(String text, int end) {
        int start = end;
        for (String secret : secrets) {
            for (int length = Math.min(secret.length() - 1, end); length > end - start; length--) {
                if (text.regionMatches(end - length, secret, 0, length)) {
                    start = end - length;
                }
            }
        }
        return start;
    }

    public String redact(String text) {
        String redacted = text;
        for (String secret : secrets) {
            redacted = redacted.replace(secret, "***");
        }
        redacted = USER_INFO.matcher(redacted).replaceAll("***:***");
        redacted = HEADER.matcher(redacted).replaceAll("$1***");
        return ASSIGNMENT.matcher(redacted).replaceAll("$1***");
    }
}
