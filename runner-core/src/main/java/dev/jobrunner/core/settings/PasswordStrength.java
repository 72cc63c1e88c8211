package dev.jobrunner.core.settings;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Tells passwords that somebody has chosen from those that everybody tries first. */
final class PasswordStrength {

    /** With the throttle, 8 characters that are no word cannot be guessed over the network. */
    static final int LEAST_LENGTH = 8;

    private static final Set<String> WELL_KNOWN = Set.of(
            "admin",
            "administrator",
            "change",
            "changeit",
            "changeme",
            "changemenow",
            "changethis",
            "default",
            "demo",
            "example",
            "guest",
            "iloveyou",
            "jobrunner",
            "letmein",
            "login",
            "operator",
            "pass",
            "passphrase",
            "password",
            "passwort",
            "postgres",
            "productionjobrunner",
            "qwerty",
            "qwertyuiop",
            "root",
            "scheduler",
            "secret",
            "setme",
            "test",
            "testing",
            "todo",
            "user",
            "viewer",
            "welcome",
            "yourpassword");

    private PasswordStrength() {}

    /** What is wrong with a password, to follow its name in a sentence; empty if nothing is. */
    static Optional<String> complaint(String password) {
        String plain = password.toLowerCase(Locale.ROOT);
        String word = inLetters(plain.replaceAll("[^a-z]+$", ""));
        if (WELL_KNOWN.contains(word) || WELL_KNOWN.contains(plain.replaceAll("[^a-z]", ""))) {
            return Optional.of("is a well-known default");
        }
        if (password.length() < LEAST_LENGTH) {
            return Optional.of("is shorter than " + LEAST_LENGTH + " characters");
        }
        if (password.chars().distinct().count() <= 2 || isRow(password)) {
            return Optional.of("is a row that everybody tries first");
        }
        return Optional.empty();
    }

    /** P4ssw0rd and the like. */
    private static String inLetters(String disguised) {
        return disguised
                .replace('0', 'o')
                .replace('1', 'i')
                .replace('3', 'e')
                .replace('4', 'a')
                .replace('@', 'a')
                .replace('5', 's')
                .replace('$', 's')
                .replaceAll("[^a-z]", "");
    }

    /** 12345678, 87654321, abcdefgh. */
    private static boolean isRow(String password) {
        int up = 0;
        int down = 0;
        for (int i = 1; i < password.length(); i++) {
            int step = password.charAt(i) - password.charAt(i - 1);
            boolean turn = password.charAt(i) == '0' && password.charAt(i - 1) == '9';
            up += step == 1 || turn ? 1 : 0;
            down += step == -1 ? 1 : 0;
        }
        return Math.max(up, down) >= password.length() - 1;
    }
}
