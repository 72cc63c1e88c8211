package dev.jobrunner.worker.execute;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CompletedRunsTest {

    private final Queue<Runnable> laterOn = new ArrayDeque<>();
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger log = new LoggerContext().getLogger("runs");
    private final CompletedRuns runs = new CompletedRuns(log, laterOn::add);

    @BeforeEach
    void listen() {
        lines.start();
        log.addAppender(lines);
    }

    @Test
    void whatIsTooManyIsToldAsANumberAndTheNextSecondBeginsAnew() {
        assertThat(lines(CompletedRuns.LINES_A_SECOND + 20)).isEqualTo(CompletedRuns.LINES_A_SECOND);

        secondPasses();

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("completed 20 more runs within a second");
        assertThat(lines(3)).isEqualTo(3);
        secondPasses();
        assertThat(lines.list).hasSize(1);
        assertThat(laterOn).as("nothing is timed while nothing runs").isEmpty();
    }

    private long lines(int ended) {
        return IntStream.range(0, ended).filter(run -> runs.getsALine()).count();
    }

    private void secondPasses() {
        laterOn.remove().run();
    }
}
