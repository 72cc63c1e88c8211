package dev.jobrunner.worker.job;

import dev.jobrunner.worker.handler.TaskHandler;
import java.nio.file.Path;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A job for each type in {@code EVIDENCE_TYPES}; what they did stands in {@code EVIDENCE_FILE}, outside the database. */
@Configuration(proxyBeanMethods = false)
class EvidenceJobs {

    @Bean
    static BeanDefinitionRegistryPostProcessor jobOfEachType() {
        return new PerType(EvidenceFile.at(Path.of(System.getenv("EVIDENCE_FILE"))));
    }

    private record PerType(EvidenceFile file) implements BeanDefinitionRegistryPostProcessor {
        @Override
        public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
            for (String type : System.getenv("EVIDENCE_TYPES").split(",", -1)) {
                registry.registerBeanDefinition(
                        "job-" + type, new RootBeanDefinition(TaskHandler.class, () -> new EvidenceJob(type, file)));
            }
        }
    }
}
