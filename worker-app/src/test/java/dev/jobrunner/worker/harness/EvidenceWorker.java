package dev.jobrunner.worker.harness;

import dev.jobrunner.worker.WorkerApplication;
import dev.jobrunner.worker.handler.RunContext;
import dev.jobrunner.worker.handler.TaskHandler;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;

/** The worker application as it is, with handlers for the types in {@code EVIDENCE_TYPES} that leave evidence. */
public final class EvidenceWorker {

    private EvidenceWorker() {}

    public static void main(String[] arguments) {
        Evidence evidence = Evidence.of(
                Path.of(System.getenv("EVIDENCE_DIR")), ProcessHandle.current().pid());
        SpringApplication application = new SpringApplication(WorkerApplication.class);
        application.addInitializers((ApplicationContextInitializer<GenericApplicationContext>) context -> {
            for (String type : System.getenv("EVIDENCE_TYPES").split(",", -1)) {
                context.registerBean("handler-" + type, TaskHandler.class, () -> new EvidenceHandler(type, evidence));
            }
        });
        application.run(arguments);
    }

    /** Works for {@code {"millis": N}} of its payload. */
    private record EvidenceHandler(String taskType, Evidence evidence) implements TaskHandler {

        @Override
        public void handle(RunContext run) throws InterruptedException {
            evidence.write("start", run.taskId(), run.runId(), run.taskType());
            long millis = run.payloadAs(Work.class).millis();
            if (millis > 0) {
                new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
            }
            evidence.write("end", run.taskId(), run.runId(), run.taskType());
        }
    }

    record Work(long millis) {}
}
