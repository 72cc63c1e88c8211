package dev.jobrunner.worker.handler.http;

import dev.jobrunner.core.settings.HandlerSettings;
import dev.jobrunner.core.settings.WiringRefused;
import dev.jobrunner.worker.handler.HandlerFactory;
import dev.jobrunner.worker.handler.HandlerProperties;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class HttpConfiguration {

    @Bean
    HandlerFactory httpHandlerFactory(
            HandlerProperties properties, HandlerSettings settings, ObjectProvider<Clock> clocks) {
        Clock clock = clocks.getIfAvailable(Clock::systemUTC);
        Caller caller = new Caller(
                properties.http().connectTimeout(),
                signer(settings.webhookSecret(), clock),
                properties.http().timeout());
        return new HttpHandlerFactory(caller);
    }

    private static @Nullable Signer signer(@Nullable String secret, Clock clock) {
        try {
            return secret == null || secret.isBlank() ? null : Signer.of(secret, clock);
        } catch (IllegalArgumentException e) {
            throw new WiringRefused(String.valueOf(e.getMessage()));
        }
    }
}
