package dev.jobrunner.scheduler.dashboard.overview;

import dev.jobrunner.core.insight.History;
import dev.jobrunner.core.settings.DatabaseAway;
import dev.jobrunner.scheduler.dashboard.Words;
import dev.jobrunner.scheduler.input.InvalidInputException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code GET /}: opens whatever happens; without a database it says just that. */
@Controller
final class OverviewPage {

    private static final Logger log = LoggerFactory.getLogger(OverviewPage.class);

    private final OverviewDesk desk;
    private final Words words;

    OverviewPage(OverviewDesk desk, Clock clock) {
        this.desk = desk;
        this.words = new Words(clock);
    }

    @GetMapping("/")
    String show(@RequestParam(defaultValue = "1h") String range, HttpServletRequest request, Model model) {
        History history =
                History.of(range).orElseThrow(() -> new InvalidInputException("range", range, "1h, 6h, 24h or 7d"));
        model.addAttribute("range", history.word()).addAttribute("ranges", History.values());
        try {
            Overview overview = desk.read(history, words, request.getContextPath());
            model.addAttribute("headline", overview.headline()).addAttribute("overview", overview);
        } catch (DataAccessException e) {
            log.debug("No overview", e);
            model.addAttribute(
                    "headline",
                    Headline.unknown(DatabaseAway.explain(e)
                            .orElse("The database refused the question; the scheduler's log says why.")));
        }
        return "overview";
    }
}
