package dev.jobrunner.worker.handler.command;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a command line into words as a POSIX shell does: blanks between words, single quotes, double quotes,
 * backslash. Nothing else of a shell: no variables, wildcards, pipes or redirections, which are plain text here.
 */
final class CommandLine {

    private static final String ESCAPABLE_IN_DOUBLE_QUOTES = "$`\"\\";

    private final String text;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private int position;

    private CommandLine(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException if a quote is not closed, or nothing follows a last backslash */
    static List<String> split(String text) {
        return new CommandLine(text).words();
    }

    private List<String> words() {
        while (position < text.length()) {
            char c = text.charAt(position++);
            switch (c) {
                case ' ', '\t', '\n', '\r' -> endWord();
                case '\'' -> singleQuoted();
                case '"' -> doubleQuoted();
                case '\\' -> append(next("a backslash at the end escapes nothing"));
                default -> append(c);
            }
        }
        endWord();
        return List.copyOf(words);
    }

    private void singleQuoted() {
        inWord = true;
        for (char c = nextOf('\''); c != '\''; c = nextOf('\'')) {
            word.append(c);
        }
    }

    private void doubleQuoted() {
        inWord = true;
        for (char c = nextOf('"'); c != '"'; c = nextOf('"')) {
            if (c == '\\') {
                char escaped = nextOf('"');
                if (ESCAPABLE_IN_DOUBLE_QUOTES.indexOf(escaped) < 0) {
                    word.append('\\');
                }
                c = escaped;
            }
            word.append(c);
        }
    }

    private char nextOf(char quote) {
        return next("a quote (" + quote + ") is opened but never closed");
    }

    private char next(String problemAtEnd) {
        if (position == text.length()) {
            throw new IllegalArgumentException("the command line cannot be read: " + problemAtEnd);
        }
        return text.charAt(position++);
    }

    private void append(char c) {
        inWord = true;
        word.append(c);
    }

    private void endWord() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }
}
