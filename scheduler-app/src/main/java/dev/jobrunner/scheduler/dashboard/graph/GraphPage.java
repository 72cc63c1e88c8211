package dev.jobrunner.scheduler.dashboard.graph;

import dev.jobrunner.core.insight.LinkedTask;
import dev.jobrunner.core.insight.LinkedTasks;
import dev.jobrunner.core.insight.TaskGraph;
import dev.jobrunner.scheduler.dashboard.NotThereException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** {@code GET /graph}: what is under way of tasks that run after others; {@code GET /tasks/{id}/graph}: what is linked with one. */
@Controller
final class GraphPage {

    private static final int MOST_TASKS = 200;

    private final LinkedTasks links;

    GraphPage(LinkedTasks links) {
        this.links = links;
    }

    @GetMapping("/graph")
    String underWay(Model model) {
        model.addAttribute("title", "Graph");
        return page(links.unfinished(MOST_TASKS), model);
    }

    @GetMapping("/tasks/{id}/graph")
    String around(@PathVariable long id, Model model) {
        TaskGraph graph = links.around(id, MOST_TASKS);
        LinkedTask task = graph.tasks().stream()
                .filter(each -> each.id() == id && !each.deleted())
                .findFirst()
                .orElseThrow(() -> new NotThereException("Task " + id + " does not exist (any more)."));
        model.addAttribute("title", "Graph around " + task.title()).addAttribute("task", task);
        return page(graph, model);
    }

    private static String page(TaskGraph graph, Model model) {
        model.addAttribute("graph", new GraphView(graph)).addAttribute("picture", GraphLayout.of(graph));
        return "graph";
    }
}
