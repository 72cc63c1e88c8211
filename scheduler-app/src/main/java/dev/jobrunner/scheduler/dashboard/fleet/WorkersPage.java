package dev.jobrunner.scheduler.dashboard.fleet;

import dev.jobrunner.core.audit.Actor;
import dev.jobrunner.core.fleet.FleetReader;
import dev.jobrunner.core.fleet.Worker;
import dev.jobrunner.core.fleet.WorkerControl;
import dev.jobrunner.core.fleet.WorkerControl.Answer;
import dev.jobrunner.scheduler.dashboard.Flash;
import dev.jobrunner.scheduler.dashboard.NotThereException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.view.RedirectView;

/** {@code /workers}: who runs tasks, who shall take no more, and who ticks. */
@Controller
final class WorkersPage {

    private static final int ALL = 1_000;

    private final FleetReader fleet;
    private final WorkerControl control;

    WorkersPage(FleetReader fleet, WorkerControl control) {
        this.fleet = fleet;
        this.control = control;
    }

    @GetMapping("/workers")
    String show(Model model) {
        model.addAttribute("fleet", FleetView.of(fleet.workers(null, ALL), fleet.schedulers(null, ALL)));
        return "workers";
    }

    /** Asks first: what is due then runs on fewer workers, or on none. */
    @GetMapping("/workers/{id}/drain")
    String confirmDrain(@PathVariable String id, Model model) {
        Worker worker = fleet.worker(id).orElseThrow(() -> gone(id));
        long others = fleet.workers(null, ALL).stream()
                .filter(each ->
                        each.state() == Worker.Condition.RUNNING && !each.id().equals(id))
                .count();
        model.addAttribute("id", id).addAttribute("sentence", id + " " + now(worker) + others(others));
        return "workers-drain";
    }

    @PostMapping("/workers/{id}/drain")
    RedirectView drain(@PathVariable String id, Actor actor, RedirectAttributes redirect) {
        return answer(
                id,
                control.drain(id, actor),
                id + " finishes what it runs and claims nothing more until it is resumed.",
                id + " is draining already.",
                redirect);
    }

    @PostMapping("/workers/{id}/resume")
    RedirectView resume(@PathVariable String id, Actor actor, RedirectAttributes redirect) {
        return answer(id, control.resume(id, actor), id + " claims again.", id + " was not draining.", redirect);
    }

    private static RedirectView answer(
            String id, Answer answer, String done, String nothingToDo, RedirectAttributes redirect) {
        redirect.addFlashAttribute(
                Flash.NAME,
                switch (answer) {
                    case DONE -> Flash.good(done);
                    case NOTHING_TO_DO -> Flash.warn(nothingToDo);
                    case STOPPED ->
                        Flash.warn(id + " has stopped: a process that is started anew has an id of its own.");
                    case UNKNOWN -> throw gone(id);
                });
        RedirectView view = new RedirectView("/workers", true);
        view.setStatusCode(HttpStatus.SEE_OTHER);
        return view;
    }

    private static String now(Worker worker) {
        return switch (worker.running()) {
            case 0 -> "runs nothing now, and claims nothing until it is resumed. ";
            case 1 -> "finishes its 1 run and claims no more until it is resumed. ";
            default -> "finishes its " + worker.running() + " runs and claims no more until it is resumed. ";
        };
    }

    private static String others(long others) {
        return others == 0
                ? "No other worker claims: nothing will be started."
                : others == 1 ? "1 other worker goes on." : others + " other workers go on.";
    }

    private static NotThereException gone(String id) {
        return new NotThereException("Worker " + id
                + " is not known (any more): two minutes after its last heartbeat a worker" + " is forgotten.");
    }
}
