package dev.jobrunner.scheduler.api;

import dev.jobrunner.scheduler.input.InvalidInputException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes lists of any length as CSV (RFC 4180) or as a JSON array: page by page as they are read, so that neither memory nor
 * a transaction grows with them. The columns are the fields that the JSON has.
 */
@Component
public final class TableExport {

    private static final String FORMATS = "csv or json";

    private final JsonMapper json;

    TableExport(JsonMapper json) {
        this.json = json;
    }

    /** @throws InvalidInputException if it is no format; null is CSV */
    public static Format format(@Nullable String name) {
        for (Format format : Format.values()) {
            if (name == null || name.isBlank() || format.name().equalsIgnoreCase(name.strip())) {
                return format;
            }
        }
        throw new InvalidInputException("format", String.valueOf(name), FORMATS);
    }

    /**
     * Writes all pages, and the header even where there is no row.
     *
     * @param name of the file that browsers save, without its extension
     * @param row the record of a row, for the names of the columns
     * @param page reads the rows behind a row, or the first ones behind null; an empty list ends it
     */
    public <T> void write(
            HttpServletResponse response, Format format, String name, Class<T> row, Function<@Nullable T, List<T>> page)
            throws IOException {
        List<T> rows = page.apply(null);
        response.setContentType(format.mediaType);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                "attachment; filename=\"" + name + "." + format.name().toLowerCase(Locale.ROOT) + "\"");
        OutputStream out = response.getOutputStream();
        List<String> columns = columns(row);
        if (format == Format.CSV) {
            out.write(csv(columns));
        }
        String separator = "[";
        while (!rows.isEmpty()) {
            for (T each : rows) {
                if (format == Format.CSV) {
                    out.write(csv(cells(json.valueToTree(each), columns)));
                } else {
                    out.write((separator + "\n").getBytes(StandardCharsets.UTF_8));
                    out.write(json.writeValueAsBytes(each));
                    separator = ",";
                }
            }
            out.flush();
            rows = page.apply(rows.get(rows.size() - 1));
        }
        if (format == Format.JSON) {
            out.write((separator.equals("[") ? "[]\n" : "\n]\n").getBytes(StandardCharsets.UTF_8));
        }
        out.flush();
    }

    private List<String> columns(Class<?> row) {
        return Stream.of(row.getRecordComponents())
                .map(each -> PropertyNamingStrategies.SNAKE_CASE.nameForField(
                        json.serializationConfig(), null, each.getName()))
                .toList();
    }

    private static List<String> cells(JsonNode row, List<String> columns) {
        return columns.stream().map(column -> cell(row.path(column))).toList();
    }

    private static String cell(JsonNode value) {
        if (value.isNull()) {
            return "";
        }
        return value.isString() ? harmless(value.asString()) : value.toString();
    }

    /** A spreadsheet takes a text that begins like this for a formula, and runs it; an apostrophe says that it is text. */
    private static String harmless(String text) {
        return !text.isEmpty() && "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static byte[] csv(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (String cell : cells) {
            line.append(line.isEmpty() ? "" : ",");
            boolean quoted = cell.chars().anyMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r')
                    || (line.isEmpty() && cell.isEmpty());
            line.append(quoted ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
        }
        return line.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** What an export is written as. */
    public enum Format {
        CSV("text/csv;charset=UTF-8"),
        JSON("application/json");

        private final String mediaType;

        Format(String mediaType) {
            this.mediaType = mediaType;
        }
    }
}
