package dev.jobrunner.core.settings;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes one URL apart. No complaint quotes the text: with a missing {@code @} or an unescaped {@code /}, any piece of it
 * may be the password.
 */
final class DatabaseUrlParser {

    private static final String EXPECTED = "; expected is postgres://USER:PASSWORD@HOST:5432/DATABASE";
    private static final Pattern SCHEME = Pattern.compile("(?i)(jdbc:postgresql|postgresql|postgres)://.*");
    private static final List<String> OTHER_SCHEMES =
            List.of("mysql", "mariadb", "sqlite", "mongodb", "redis", "http", "https", "jdbc:mysql", "jdbc:h2");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+(%[A-Za-z0-9]+)?]");
    private static final Pattern PORT = Pattern.compile("\\d{1,5}");
    private static final int HIGHEST_PORT = 65_535;
    // what libpq calls differently from the JDBC driver, which ignores names that it does not know
    private static final Map<String, String> DRIVER_NAMES = Map.of(
            "connect_timeout", "connectTimeout",
            "application_name", "ApplicationName",
            "channel_binding", "channelBinding");

    private final String text;
    private @Nullable String user;
    private @Nullable String password;

    DatabaseUrlParser(String text) {
        this.text = text;
    }

    DatabaseUrl parse() {
        refuseIf(text.isEmpty(), "is empty");
        refuseIf(text.chars().anyMatch(c -> c <= ' ' || c == 0x7f), "contains a space or a control character");
        refuseIf(!SCHEME.matcher(text).matches(), "does not begin with postgres:// or postgresql://" + otherScheme());
        String rest = text.substring(text.indexOf("://") + 3);
        refuseIf(rest.indexOf('#') >= 0, "contains a #; write it as %23");
        int end = firstOf(rest, "/?");
        String authority = rest.substring(0, end);
        String tail = rest.substring(end);
        int question = tail.indexOf('?');
        String path = question < 0 ? tail : tail.substring(0, question);
        refuseIf(
                path.indexOf('@') >= 0 || (authority.indexOf('@') < 0 && tail.indexOf('@') >= 0),
                "has / ? or @ where they do not belong; in a password write them as %2F, %3F and %40");

        String hosts = hosts(authority.substring(authority.lastIndexOf('@') + 1));
        readUser(authority);
        String database = database(path);
        String options = options(question < 0 ? "" : tail.substring(question + 1));
        return new DatabaseUrl("jdbc:postgresql://" + hosts + "/" + database + options, user, password);
    }

    private void readUser(String authority) {
        int at = authority.lastIndexOf('@');
        if (at < 0) {
            return;
        }
        String credentials = authority.substring(0, at);
        int colon = credentials.indexOf(':');
        String name = colon < 0 ? credentials : credentials.substring(0, colon);
        user = name.isEmpty() ? null : PercentCode.decode(name, "user");
        password = colon < 0 ? null : PercentCode.decode(credentials.substring(colon + 1), "password");
    }

    private static String hosts(String list) {
        refuseIf(list.isEmpty(), "names no host");
        return Stream.of(list.split(",", -1)).map(DatabaseUrlParser::host).collect(Collectors.joining(","));
    }

    private static String host(String text) {
        int colon = text.lastIndexOf(':');
        boolean hasPort = colon > text.lastIndexOf(']');
        String host = hasPort ? text.substring(0, colon) : text;
        String port = hasPort ? text.substring(colon + 1) : "5432";
        refuseIf(host.isEmpty(), "names no host");
        refuseIf(!HOST.matcher(host).matches(), "has a host that is neither a name nor an address ([…] for IPv6)");
        refuseIf(
                !PORT.matcher(port).matches() || Integer.parseInt(port) < 1 || Integer.parseInt(port) > HIGHEST_PORT,
                "has a port that is not a number from 1 to " + HIGHEST_PORT);
        return host + ":" + port;
    }

    private static String database(String path) {
        String name = path.isEmpty() ? "" : path.substring(1);
        refuseIf(name.isEmpty(), "names no database after the host");
        refuseIf(name.indexOf('/') >= 0, "has a second / after the host; in a name or password write it as %2F");
        // the driver decodes forms, where a + is a space
        return URLEncoder.encode(PercentCode.decode(name, "database"), StandardCharsets.UTF_8)
                .replace("+", "%20");
    }

    /** The options as the driver calls them; user and password are taken out. */
    private String options(String query) {
        List<String> kept = new ArrayList<>();
        for (String option : query.split("&", -1)) {
            int equals = option.indexOf('=');
            String name = equals < 0 ? option : option.substring(0, equals);
            String value = equals < 0 ? "" : option.substring(equals + 1);
            String decoded = PercentCode.decode(value, "options");
            if (name.equals("user")) {
                user = decoded;
            } else if (name.equals("password")) {
                password = decoded;
            } else if (!name.isEmpty()) {
                kept.add(DRIVER_NAMES.getOrDefault(name, name) + (equals < 0 ? "" : "=" + value));
            }
        }
        return kept.isEmpty() ? "" : "?" + String.join("&", kept);
    }

    private String otherScheme() {
        String lower = text.toLowerCase(Locale.ROOT);
        return OTHER_SCHEMES.stream()
                .filter(scheme -> lower.startsWith(scheme + ":"))
                .findFirst()
                .map(scheme -> " but with " + scheme + ":")
                .orElse("");
    }

    private static int firstOf(String text, String characters) {
        for (int index = 0; index < text.length(); index++) {
            if (characters.indexOf(text.charAt(index)) >= 0) {
                return index;
            }
        }
        return text.length();
    }

    private static void refuseIf(boolean wrong, String complaint) {
        if (wrong) {
            throw new StartRefused(DatabaseUrl.VARIABLE + " " + complaint + EXPECTED);
        }
    }
}
