package dev.jobrunner.core.settings;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One to twenty lengths of time, separated by commas. */
record Spans(Span each) implements Reading<List<Duration>> {

    private static final int MOST = 20;

    @Override
    public List<Duration> read(String text) {
        return Stream.of(text.split(",", -1)).map(String::strip).map(each::read).toList();
    }

    @Override
    public boolean allows(List<Duration> value) {
        return !value.isEmpty() && value.size() <= MOST && value.stream().allMatch(each::allows);
    }

    @Override
    public String write(List<Duration> value) {
        return value.stream().map(each::write).collect(Collectors.joining(","));
    }

    @Override
    public String form() {
        return "numbers of " + each.unitName() + " separated by commas";
    }

    @Override
    public String range() {
        return "1 to " + MOST + " of them, each " + each.range();
    }
}
