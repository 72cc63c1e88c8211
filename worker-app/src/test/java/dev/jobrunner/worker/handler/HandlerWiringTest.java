package dev.jobrunner.worker.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.core.settings.WiringRefused;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

class HandlerWiringTest {

    @Configuration(proxyBeanMethods = false)
    @ComponentScan
    static class OnlyHandlers {

        @Bean
        TaskHandler cleanup() {
            return new TaskHandler() {

                @Override
                public String taskType() {
                    return "cleanup";
                }

                @Override
                public void handle(RunContext run) {
                    run.output().println("clean");
                }
            };
        }
    }

    private final ApplicationContextRunner application =
            new ApplicationContextRunner().withUserConfiguration(OnlyHandlers.class);

    @Test
    void beansCommandsAndCallsAreFoundByThemselves() {
        application
                .withPropertyValues(
                        "jobrunner.handlers[REPORT_GENERATION]=cat",
                        "jobrunner.handlers.mail-out=https://host/x",
                        "jobrunner.handlers.MAIL_IN=true")
                .run(context -> {
                    HandlerRegistry registry = context.getBean(HandlerRegistry.class);
                    assertThat(registry.taskTypes())
                            .containsExactly("cleanup", "mail_in", "mail_out", "report_generation");
                    RunContext run = SampleRun.withPayload("report_generation", "{\"a\":1}");
                    registry.find("report_generation").orElseThrow().handle(run);
                    assertThat(run.output().snapshot()).isEqualTo("{\"a\":1}");
                });
    }

    @Test
    void defaultsAreThoseOfTheDocumentation() {
        application.run(context -> {
            HandlerProperties properties = context.getBean(HandlerProperties.class);
            assertThat(properties.outputLimitBytes()).isEqualTo(RunOutput.DEFAULT_LIMIT_BYTES);
            assertThat(properties.http().timeout()).isNull();
            assertThat(properties.http().connectTimeout()).hasSeconds(10);
        });
    }

    @Test
    void theStartIsRefusedWithEveryProblem() {
        application
                .withPropertyValues(
                        "jobrunner.handlers[CLEANUP]=true",
                        "jobrunner.handlers[A]=no-such-command-here",
                        "jobrunner.handlers[B]=ftp://me:secret@host/")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .isInstanceOf(WiringRefused.class)
                        .hasMessageContaining("3 handlers are wrong:")
                        .hasMessageContaining("- HANDLER_A: the command no-such-command-here is in none of")
                        .hasMessageContaining("- HANDLER_B: its scheme ftp:// is unknown")
                        .hasMessageContaining("- The task type cleanup has two handlers: ")
                        .message()
                        .doesNotContain("secret"));
    }

    @Test
    void aBrokenWebhookSecretStopsTheStart() {
        application
                .withPropertyValues("jobrunner.webhook-secret=whsec_hunter*2hunter*2hunter*2hunter*2")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessageContaining("WEBHOOK_SECRET")
                        .message()
                        .doesNotContain("hunter"));
    }

    @Test
    void settingsOutOfRangeStopTheStart() {
        application
                .withPropertyValues("jobrunner.output-limit=10MB")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessage("jobrunner.output-limit is 10485760B; allowed are 1KB to 1MB"));
        application
                .withPropertyValues("jobrunner.http.timeout=0s")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessage("jobrunner.http.timeout is PT0S; it must be more than 0"));
    }
}
