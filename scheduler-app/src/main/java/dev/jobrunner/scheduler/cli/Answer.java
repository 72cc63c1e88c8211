package dev.jobrunner.scheduler.cli;

import java.io.PrintStream;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Where commands write: data to one stream, remarks and complaints to the other. */
final class Answer {

    private final PrintStream out;
    private final PrintStream err;

    Answer(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** A line of data. */
    void line(String text) {
        out.println(text);
    }

    /** Data as it is, at once. */
    void bytes(byte[] data) {
        out.write(data, 0, data.length);
        out.flush();
    }

    /** The value as JSON, names in snake_case, times in ISO 8601. */
    void json(Object value) {
        out.println(mapper().writeValueAsString(value));
    }

    /** A line about the data. */
    void remark(String text) {
        err.println(text);
    }

    static JsonMapper mapper() {
        return JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build();
    }
}
