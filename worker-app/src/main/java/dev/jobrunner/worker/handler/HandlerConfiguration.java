package dev.jobrunner.worker.handler;

import dev.jobrunner.core.settings.HandlerSettings;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({HandlerProperties.class, HandlerSettings.class})
class HandlerConfiguration {

    @Bean
    HandlerRegistry handlerRegistry(
            ObjectProvider<TaskHandler> beans, HandlerSettings settings, List<HandlerFactory> factories) {
        return HandlerRegistry.of(beans.orderedStream().toList(), settings.handlers(), factories);
    }
}
