package dev.jobrunner.scheduler.security;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;

/** Sends somebody to the provider, with PKCE, and keeps in the session which page they wanted. */
final class OidcStart implements OAuth2AuthorizationRequestResolver {

    private static final String PATH = "/sign-in";

    private final DefaultOAuth2AuthorizationRequestResolver resolver;

    OidcStart(OidcProvider provider) {
        this.resolver = new DefaultOAuth2AuthorizationRequestResolver(provider, PATH);
        this.resolver.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
        return request.getMethod().equals("GET") ? remember(request, resolver.resolve(request)) : null;
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request, String registration) {
        return remember(request, resolver.resolve(request, registration));
    }

    private static @Nullable OAuth2AuthorizationRequest remember(
            HttpServletRequest request, @Nullable OAuth2AuthorizationRequest toProvider) {
        if (toProvider != null) {
            request.getSession().setAttribute(Next.ATTRIBUTE, request.getParameter(Next.PARAMETER));
        }
        return toProvider;
    }
}
