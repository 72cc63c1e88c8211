package dev.jobrunner.scheduler.cli;

import dev.jobrunner.core.insight.RunOutputReader;
import dev.jobrunner.core.insight.RunText;
import dev.jobrunner.core.insight.RunText.Piece;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code runs output RUN}. */
@Command(name = "output", description = "Prints what a run has printed.")
final class RunsOutputCommand implements Callable<Integer> {

    private static final int POLL_MILLIS = 500;

    private final CommandSession session;

    @Parameters(paramLabel = "RUN", description = "Its id.")
    private String run = "";

    @Option(names = "--follow", description = "Go on until the run has ended.")
    private boolean follow;

    RunsOutputCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        long id = RunId.parse(run);
        RunOutputReader outputs = new RunOutputReader(session.database());
        Optional<RunText> text = outputs.read(id);
        if (text.isEmpty()) {
            session.answer().remark("there is no run " + id);
            return ExitCode.DEGRADED_OR_REFUSED;
        }
        long next = print(text.get(), 0);
        while (follow && text.isPresent() && text.get().live()) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            text = outputs.read(id);
            if (text.isPresent()) {
                next = print(text.get(), next);
            }
        }
        return ExitCode.GOOD;
    }

    /** Prints what is kept behind a position, and answers with the position behind that. */
    private long print(RunText text, long from) {
        long next = from;
        for (Optional<Piece> piece = text.read(next, Long.MAX_VALUE - 1);
                piece.isPresent();
                piece = text.read(next, Long.MAX_VALUE - 1)) {
            if (piece.get().first() > next) {
                session.answer().remark((piece.get().first() - next) + " bytes are not kept");
            }
            session.answer().bytes(piece.get().bytes());
            next = piece.get().end();
        }
        return next;
    }
}
