package dev.jobrunner.worker.handler.command;

import dev.jobrunner.worker.handler.HandlerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CommandConfiguration {

    @Bean
    HandlerFactory commandHandlerFactory() {
        return new CommandHandlerFactory(System.getenv());
    }
}
