package dev.jobrunner.components;

import dev.jobrunner.scheduler.dashboard.Flash;
import dev.jobrunner.scheduler.dashboard.Tick;
import dev.jobrunner.scheduler.dashboard.Words;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * All components on one page, filled with a given text; only in tests, and out of reach of the scan for components. Its path
 * is one that viewers may see: what no rule of access names is refused to everybody.
 */
@Controller
public class ComponentsPage {

    @GetMapping("/schedule/components")
    String show(@RequestParam(defaultValue = "nightly report") String text, Model model) {
        Words say = (Words) model.getAttribute("say");
        model.addAttribute("text", text)
                .addAttribute("past", say.now().minusSeconds(192))
                .addAttribute("future", say.now().plusSeconds(7500))
                .addAttribute("length", Duration.ofSeconds(72))
                .addAttribute("flash", Flash.good(text).leadingTo("/tasks", text))
                .addAttribute("ticks", List.of(new Tick(10, "12:00"), new Tick(60, text)));
        return "test/components";
    }
}
