package dev.jobrunner.core.crontab;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Suggests task types from commands. Types go into the database, so only the names of programs and scripts and the hosts
 * of addresses are used, never other arguments, which may be secrets.
 */
final class TaskTypeNames {

    private static final int LONGEST = 40;
    private static final String FALLBACK = "job";
    private static final Pattern HOST = Pattern.compile("[a-z]+://(?:[^/@]*@)?([A-Za-z0-9.-]+).*");
    private static final Set<String> PREPARATIONS = Set.of(
            "cd", "test", "[", "[[", "set", "export", "source", ".", "umask", "ulimit", "sleep", "true", ":", "if",
            "then", "date", "echo", "printf");
    private static final Set<String> WRAPPERS = Set.of(
            "env", "sudo", "nice", "ionice", "timeout", "nohup", "exec", "time", "command", "chronic", "setsid", "sh",
            "bash", "dash", "ksh", "zsh");
    private static final Set<String> TAKING_A_VALUE = Set.of("flock", "-u", "-g", "-n", "-s", "-k");
    private static final Set<String> INTERPRETERS = Set.of(
            "php",
            "python",
            "python2",
            "python3",
            "perl",
            "ruby",
            "node",
            "java",
            "npm",
            "npx",
            "yarn",
            "make",
            "rake",
            "docker",
            "podman",
            "kubectl",
            "systemctl",
            "service",
            "git",
            "go");
    private static final Set<String> DOWNLOADERS = Set.of("curl", "wget", "http");

    /** In capitals with underscores, as the names of settings: two types must not share one. */
    private final Set<String> taken = new HashSet<>();

    private final Map<String, Integer> repeats = new HashMap<>();

    TaskTypeNames(Set<String> existing) {
        existing.forEach(type -> taken.add(setting(type)));
    }

    String suggest(String command) {
        String base = cleaned(words(command));
        String name = base;
        while (!taken.add(setting(name))) {
            name = base + "_" + (repeats.merge(base, 1, Integer::sum) + 1);
        }
        return name;
    }

    private static String setting(String type) {
        return type.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    private static String words(String command) {
        return Stream.of(command.replaceAll("[\"'`]", " ").split("&&|\\|\\||[;|&]", -1))
                .map(part -> List.of(part.strip().split("[ \\t]+", -1)))
                .map(TaskTypeNames::withoutWrappers)
                .filter(words -> !words.isEmpty() && !PREPARATIONS.contains(words.get(0)))
                .findFirst()
                .map(TaskTypeNames::program)
                .orElse(FALLBACK);
    }

    private static List<String> withoutWrappers(List<String> words) {
        int start = 0;
        boolean wrapped = false;
        while (start < words.size()) {
            String word = words.get(start);
            boolean lock = baseName(word).equals("flock");
            if (lock || (wrapped && TAKING_A_VALUE.contains(word))) {
                start +=
                        lock && start + 1 < words.size() && words.get(start + 1).startsWith("-") ? 3 : 2;
            } else if (WRAPPERS.contains(baseName(word))
                    || word.matches("[A-Za-z_]\\w*=.*")
                    || (wrapped && word.matches("-.*|\\d+[smhd]?"))) {
                start++;
            } else {
                break;
            }
            wrapped = true;
        }
        return words.subList(Math.min(start, words.size()), words.size());
    }

    private static String program(List<String> words) {
        String program = baseName(words.get(0));
        List<String> arguments = words.subList(1, words.size());
        if (DOWNLOADERS.contains(program)) {
            return arguments.stream()
                    .map(HOST::matcher)
                    .filter(Matcher::matches)
                    .findFirst()
                    .map(host -> program + "_" + host.group(1))
                    .orElse(program);
        }
        if (INTERPRETERS.contains(program)) {
            return arguments.stream()
                    .takeWhile(word -> !word.matches("-[cer]|--eval"))
                    .filter(word -> word.matches("[A-Za-z0-9_./][A-Za-z0-9_./-]*"))
                    .findFirst()
                    .map(script -> program + "_" + baseName(script))
                    .orElse(program);
        }
        return program;
    }

    private static String baseName(String word) {
        if (word.contains("://")) {
            return FALLBACK;
        }
        String name = word.substring(word.lastIndexOf('/') + 1);
        return name.replaceFirst("\\.(sh|bash|py|pl|rb|php|js|jar)$", "");
    }

    private static String cleaned(String words) {
        String name =
                words.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_+", "");
        name = name.substring(0, Math.min(name.length(), LONGEST)).replaceAll("_+$", "");
        if (name.isEmpty()) {
            return FALLBACK;
        }
        return Character.isDigit(name.charAt(0)) ? FALLBACK + "_" + name : name;
    }
}
