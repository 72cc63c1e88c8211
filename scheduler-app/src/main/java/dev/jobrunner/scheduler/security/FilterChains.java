package dev.jobrunner.scheduler.security;

import dev.jobrunner.core.access.Role;
import dev.jobrunner.core.settings.OidcSettings;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationDetailsSource;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.HeaderWriterFilter;

/** The two ways in: programs, which send their credentials each time, and people, who sign in once. */
@Configuration(proxyBeanMethods = false)
class FilterChains {

    private final AccessRules rules;
    private final ProviderManager signIn;
    private final ClientAddress addresses;

    FilterChains(AccessRules rules, ProviderManager signIn, ClientAddress addresses) {
        this.rules = rules;
        this.signIn = signIn;
        this.addresses = addresses;
    }

    /** Makes no session, so a forged request of a browser carries nothing; see {@link PageSession} for reading. */
    @Bean
    @Order(1)
    SecurityFilterChain programs(HttpSecurity http, ApiAnswers answers, BearerFilter tokens) {
        return http.securityMatcher("/api/**", "/v3/api-docs", "/v3/api-docs.yaml", "/actuator/**", "/scheduler/**")
                .authenticationManager(signIn)
                .securityContext(context -> context.securityContextRepository(new PageSession()))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .addFilterAfter(new CrossSiteFilter(answers), HeaderWriterFilter.class)
                .addFilterBefore(tokens, BasicAuthenticationFilter.class)
                .httpBasic(basic ->
                        basic.authenticationEntryPoint(answers).authenticationDetailsSource(callers(Caller.BASIC)))
                .exceptionHandling(
                        failures -> failures.authenticationEntryPoint(answers).accessDeniedHandler(answers))
                .headers(BrowserHeaders::set)
                .authorizeHttpRequests(this::authorize)
                .build();
    }

    /** Everything else. Nobody gets a session by looking: the sign-in form needs none, see {@link CrossSiteFilter}. */
    @Bean
    @Order(2)
    SecurityFilterChain people(HttpSecurity http, PageAnswers answers, SignInAnswers signInAnswers, OidcSettings oidc) {
        if (oidc.isOn()) {
            OidcSignIn.addTo(http, oidc, signInAnswers);
        }
        // names and passwords go to the one manager that there is; the provider's sign-in has its own beside it
        return http.csrf(csrf -> csrf.ignoringRequestMatchers(Paths.SIGN_IN, Paths.SIGN_IN_AGAIN))
                .requestCache(AbstractHttpConfigurer::disable)
                .addFilterBefore(new CrossSiteFilter(answers), CsrfFilter.class)
                .formLogin(form -> form.loginPage(Paths.SIGN_IN)
                        .authenticationDetailsSource(callers(Caller.FORM))
                        .successHandler(signInAnswers)
                        .failureHandler(signInAnswers))
                .logout(out -> out.logoutUrl("/sign-out")
                        .addLogoutHandler(signInAnswers)
                        .logoutSuccessUrl("/sign-in?signed_out"))
                .exceptionHandling(
                        failures -> failures.authenticationEntryPoint(answers).accessDeniedHandler(answers))
                .headers(BrowserHeaders::set)
                .authorizeHttpRequests(this::authorize)
                .build();
    }

    private void authorize(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
        // what a request leads to inside the server was judged when the request came
        requests.dispatcherTypeMatchers(DispatcherType.FORWARD, DispatcherType.ERROR, DispatcherType.ASYNC)
                .permitAll();
        for (Rule rule : rules.all()) {
            for (HttpMethod method : rule.methods()) {
                let(requests.requestMatchers(method, rule.pattern()), rule.need());
            }
        }
        requests.anyRequest().denyAll();
    }

    private static void let(AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizedUrl requests, Need need) {
        Role role = need.role();
        if (role == null) {
            requests.permitAll();
        } else {
            requests.hasRole(role.word());
        }
    }

    private AuthenticationDetailsSource<HttpServletRequest, Caller> callers(String way) {
        return request -> new Caller(addresses.of(request), way);
    }
}
