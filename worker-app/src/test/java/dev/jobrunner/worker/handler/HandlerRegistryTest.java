package dev.jobrunner.worker.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobrunner.core.settings.WiringRefused;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HandlerRegistryTest {

    private record Named(String taskType) implements TaskHandler {

        @Override
        public void handle(RunContext run) {
            run.output().print(taskType);
        }
    }

    private static final class Words implements HandlerFactory {

        @Override
        public boolean accepts(String value) {
            return !value.contains("://");
        }

        @Override
        public TaskHandler create(String taskType, String value) {
            if (value.startsWith("bad")) {
                throw new IllegalArgumentException("the word begins with bad");
            }
            return new Named(taskType);
        }
    }

    @Test
    void aTypeIsFoundHoweverItsNameIsWritten() {
        HandlerRegistry registry = registry(List.of(new Named("mail-out")), Map.of("REPORT_GENERATION", "x"));

        assertThat(registry.handles("report_generation")).isTrue();
        assertThat(registry.handles("report-generation")).isTrue();
        assertThat(registry.handles("Mail.Out")).isTrue();
        assertThat(registry.find("mail_out")).contains(new Named("mail-out"));
        assertThat(registry.taskTypes()).containsExactly("mail-out", "report_generation");
        assertThat(registry.environmentNames()).containsExactly("MAIL_OUT", "REPORT_GENERATION");
    }

    @Test
    void aTypeWithoutAHandlerIsNotClaimed() {
        HandlerRegistry registry = registry(List.of(), Map.of("REPORT", "x"));

        assertThat(registry.handles("reports")).isFalse();
        assertThat(registry.find("reports")).isEmpty();
    }

    @Test
    void aPropertyKeepsTheTypeAsWritten() {
        assertThat(registry(List.of(), Map.of("report-generation", "x")).taskTypes())
                .containsExactly("report-generation");
    }

    @Test
    void oneProblemIsOneLine() {
        assertThatThrownBy(() -> registry(List.of(), Map.of("REPORT", "ftp://me:secret@host/x")))
                .isInstanceOf(WiringRefused.class)
                .hasMessage("HANDLER_REPORT: its scheme ftp:// is unknown; allowed are https://…, http://… or a"
                        + " command line");
    }

    @Test
    void allProblemsAreListedAtOnce() {
        List<TaskHandler> beans = List.of(new Named("a-b"), new Named("a.b"), new Named("mail"), new Named(" "));
        Map<String, String> settings =
                Map.of("MAIL", "x", "BLANK", "  ", "FTP", "ftp://h", "UGLY", "bad", "report.x", "bad");

        assertThatThrownBy(() -> registry(beans, settings))
                .isInstanceOf(WiringRefused.class)
                .hasMessageStartingWith("7 handlers are wrong:\n- ")
                .hasMessageContaining("The task types a-b (the Java handler " + Named.class.getName() + ") and a.b (")
                .hasMessageContaining("share the variable name HANDLER_A_B; rename one")
                .hasMessageContaining("has a blank task type")
                .hasMessageContaining("The task type mail has two handlers: the Java handler " + Named.class.getName()
                        + " and HANDLER_MAIL; remove one")
                .hasMessageContaining("- HANDLER_BLANK: it is blank; allowed are")
                .hasMessageContaining("- HANDLER_FTP: its scheme ftp:// is unknown")
                .hasMessageContaining("- HANDLER_UGLY: the word begins with bad")
                .hasMessageContaining("- jobrunner.handlers.report.x: the word begins with bad");
    }

    private static HandlerRegistry registry(List<TaskHandler> beans, Map<String, String> settings) {
        return HandlerRegistry.of(beans, settings, List.of(new Words()));
    }
}
