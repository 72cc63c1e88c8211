package dev.jobrunner.scheduler.security;

import dev.jobrunner.core.access.TokenStore;
import dev.jobrunner.core.audit.AuditTrail;
import dev.jobrunner.core.settings.AccessSettings;
import dev.jobrunner.core.settings.PasswordSettings;
import javax.sql.DataSource;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import tools.jackson.databind.json.JsonMapper;

/** The parts of the sign-in. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class SecurityConfiguration {

    @Bean
    AccessRules accessRules(AccessSettings settings) {
        return new AccessRules(settings);
    }

    @Bean
    ClientAddress clientAddress(AccessSettings settings) {
        return new ClientAddress(settings.trustedProxies());
    }

    @Bean
    SignInThrottle signInThrottle() {
        return new SignInThrottle(System::nanoTime);
    }

    @Bean
    SessionAudit sessionAudit(DataSource dataSource) {
        return new SessionAudit(new AuditTrail(dataSource), System::nanoTime);
    }

    @Bean
    GeneratedPassword generatedPassword(PasswordSettings settings, Environment environment) {
        return new GeneratedPassword(settings.adminPassword() == null, environment, System.out);
    }

    /** The only way to sign in with name and password; keeps Spring Boot from making a user of its own. */
    @Bean
    ProviderManager signIn(
            PasswordSettings settings, GeneratedPassword generated, SignInThrottle throttle, SessionAudit audit) {
        return new ProviderManager(new SignInDesk(new Users(settings, generated.password()), throttle, audit));
    }

    @Bean
    SignInAnswers signInAnswers(SessionAudit audit, ClientAddress addresses) {
        return new SignInAnswers(audit, addresses);
    }

    @Bean
    ApiAnswers apiAnswers(AccessRules rules, JsonMapper json) {
        return new ApiAnswers(rules, json);
    }

    @Bean
    RefusedRequest refusedRequest(ApiAnswers answers) {
        return new RefusedRequest(answers);
    }

    @Bean
    BearerFilter bearerFilter(
            TokenStore tokens,
            SignInThrottle throttle,
            SessionAudit audit,
            ClientAddress addresses,
            ApiAnswers answers) {
        return new BearerFilter(tokens, throttle, audit, addresses, answers);
    }

    /** Only in its chain, not for every request once more. */
    @Bean
    FilterRegistrationBean<BearerFilter> bearerFilterOnlyInItsChain(BearerFilter filter) {
        FilterRegistrationBean<BearerFilter> registration = new FilterRegistrationBean<>(filter);
        registration.setEnabled(false);
        return registration;
    }

    @Bean
    PageAnswers pageAnswers(AccessRules rules) {
        return new PageAnswers(rules);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> behindProxies() {
        return server -> server.addEngineValves(new SecureBehindProxy(), new ForwardedPrefix());
    }
}
