package dev.jobrunner.components;

import dev.jobrunner.scheduler.dashboard.run.TaskHistoryView;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The history of a task by itself, to look at it; only in tests. */
@Controller
public class HistoryPage {

    private final TaskHistoryView history;

    public HistoryPage(TaskHistoryView history) {
        this.history = history;
    }

    @GetMapping("/test/history")
    String show(@RequestParam long task, @RequestParam(defaultValue = "UTC") String zone, Model model) {
        history.addTo(model, task, zone);
        return "test/history";
    }
}
