package dev.jobrunner.scheduler.dashboard.run;

import dev.jobrunner.core.insight.RunRow;
import dev.jobrunner.core.insight.RunSearch;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code /runs}: the list of runs, its filters in the address. */
@Controller
final class RunsPage {

    private static final int ROWS = 50;

    private final RunSearch search;
    private final Clock clock;

    RunsPage(RunSearch search, Clock clock) {
        this.search = search;
        this.clock = clock;
    }

    @GetMapping("/runs")
    String show(@RequestParam MultiValueMap<String, String> parameters, Model model) {
        RunQuery query = RunQuery.of(parameters);
        List<RunRow> rows = search.page(query.filter(), query.after(), ROWS + 1);
        List<RunRow> shown = rows.subList(0, Math.min(ROWS, rows.size()));
        model.addAttribute("query", query)
                .addAttribute(
                        "runs",
                        shown.stream()
                                .map(run -> RunLine.of(run, clock.instant()))
                                .toList())
                .addAttribute(
                        "older",
                        rows.size() > ROWS ? query.behind(shown.get(ROWS - 1).position()) : null);
        return "run/list";
    }
}
