package dev.jobrunner.scheduler.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequestWrapper;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class ClientAddressTest {

    @Test
    void withoutProxiesTheConnectionCounts() {
        assertThat(new ClientAddress(0).of(request("1.1.1.1"))).isEqualTo("10.0.0.9");
    }

    @Test
    void eachProxyOfOursAddsOneAtTheRightEnd() {
        assertThat(new ClientAddress(1).of(request("6.6.6.6, 2.2.2.2"))).isEqualTo("2.2.2.2");
        assertThat(new ClientAddress(2).of(request("6.6.6.6, 2.2.2.2, 3.3.3.3")))
                .isEqualTo("2.2.2.2");
        assertThat(new ClientAddress(2).of(request("6.6.6.6", "2.2.2.2, 3.3.3.3")))
                .isEqualTo("2.2.2.2");
    }

    @Test
    void aShortWayEndsAtItsFirstAddress() {
        assertThat(new ClientAddress(3).of(request("2.2.2.2"))).isEqualTo("2.2.2.2");
        assertThat(new ClientAddress(3).of(request())).isEqualTo("10.0.0.9");
    }

    @Test
    void aWrapperThatBelievesTheLeftmostIsLookedThrough() {
        HttpServletRequestWrapper wrapper = new HttpServletRequestWrapper(request("6.6.6.6, 2.2.2.2")) {
            @Override
            public String getRemoteAddr() {
                return "6.6.6.6";
            }

            @Override
            public String getHeader(String name) {
                return "";
            }
        };

        assertThat(new ClientAddress(0).of(wrapper)).isEqualTo("10.0.0.9");
        assertThat(new ClientAddress(1).of(wrapper)).isEqualTo("2.2.2.2");
    }

    @Test
    void whatIsShownIsShortAndPlain() {
        assertThat(new ClientAddress(1).of(request("<script>" + "x".repeat(100))))
                .hasSize(45)
                .startsWith("?script?");
    }

    private static MockHttpServletRequest request(String... forwardedFor) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr("10.0.0.9");
        for (String line : forwardedFor) {
            request.addHeader("X-Forwarded-For", line);
        }
        return request;
    }
}
