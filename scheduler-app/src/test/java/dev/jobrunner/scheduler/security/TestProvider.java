package dev.jobrunner.scheduler.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** An OpenID Connect provider for one person, who always agrees. */
final class TestProvider implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private static final RSAKey KEY = newKey();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile Map<String, String> asked = Map.of();

    /** What the ID token says; tests change it. */
    volatile UnaryOperator<JWTClaimsSet.Builder> claims = claims -> claims;

    /** With what the ID token is signed. */
    volatile RSAKey signingKey = KEY;

    /** What the user info adds. */
    volatile Map<String, Object> userInfo = Map.of();

    TestProvider(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, configuration()));
        server.createContext("/keys", exchange -> answer(exchange, new JWKSet(KEY.toPublicJWK()).toJSONObject()));
        server.createContext("/token", exchange -> answer(exchange, token()));
        server.createContext("/userinfo", exchange -> {
            Map<String, Object> about = new HashMap<>(userInfo);
            about.put("sub", "u-1");
            answer(exchange, about);
        });
        server.start();
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What the page of the provider does: remembers what was asked, and the code leads back. */
    String agree(String authorizationAddress) {
        asked = Arrays.stream(authorizationAddress
                        .substring(authorizationAddress.indexOf('?') + 1)
                        .split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
        return asked.get("redirect_uri") + "?code=a-code&state=" + encoded(asked.getOrDefault("state", ""));
    }

    Map<String, String> asked() {
        return asked;
    }

    /** As it was in the beginning. */
    void forget() {
        claims = claims -> claims;
        signingKey = KEY;
        userInfo = Map.of();
    }

    static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyID("k").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private Map<String, Object> configuration() {
        return Map.of(
                "issuer", issuer(),
                "authorization_endpoint", issuer() + "/authorize",
                "token_endpoint", issuer() + "/token",
                "jwks_uri", issuer() + "/keys",
                "userinfo_endpoint", issuer() + "/userinfo",
                "response_types_supported", List.of("code"),
                "subject_types_supported", List.of("public"),
                "scopes_supported", List.of("openid", "profile", "email", "groups"),
                "id_token_signing_alg_values_supported", List.of("RS256"));
    }

    private Map<String, Object> token() {
        Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
        JWTClaimsSet.Builder builder = new JWTClaimsSet.Builder()
                .issuer(issuer())
                .subject("u-1")
                .audience("jobs")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)))
                .claim("nonce", asked.get("nonce"))
                .claim("preferred_username", "ada");
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k").build(),
                claims.apply(builder).build());
        try {
            jwt.sign(new RSASSASigner(signingKey));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return Map.of(
                "access_token", "at",
                "token_type", "Bearer",
                "expires_in", 300,
                "scope", "openid profile email groups",
                "id_token", jwt.serialize());
    }

    private static void answer(HttpExchange exchange, Map<String, Object> body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
