package dev.jobrunner.scheduler.security;

import dev.jobrunner.core.settings.OidcSettings;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;

/** Adds the way through an OpenID Connect provider to the people's chain. */
final class OidcSignIn {

    private OidcSignIn() {}

    static void addTo(HttpSecurity http, OidcSettings settings, SignInAnswers answers) {
        OidcProvider provider = new OidcProvider(settings);
        http.oauth2Login(login -> login.loginPage("/sign-in")
                .clientRegistrationRepository(provider)
                .authorizedClientRepository(new NoClients())
                .authorizationEndpoint(start -> start.authorizationRequestResolver(new OidcStart(provider)))
                .redirectionEndpoint(back -> back.baseUri("/sign-in/back/*"))
                .userInfoEndpoint(user -> user.oidcUserService(new OidcRoles(settings)))
                .successHandler(answers)
                .failureHandler(answers)
                .withObjectPostProcessor(new ObjectPostProcessor<OAuth2AuthorizationRequestRedirectFilter>() {
                    @Override
                    public <O extends OAuth2AuthorizationRequestRedirectFilter> O postProcess(O start) {
                        start.setAuthenticationFailureHandler(answers::providerAway);
                        return start;
                    }
                }));
    }
}
