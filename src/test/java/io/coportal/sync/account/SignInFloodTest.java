package io.coportal.sync.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.coportal.sync.security.RequestBudget;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class SignInFloodTest {
  private static final int AT_ONCE = 3;

  private final SignInFlood flood =
      new SignInFlood(new RequestBudget(1, AT_ONCE, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC)));

  @Test
  void oneAddressIsToldToWaitAndAnotherIsNot() throws Exception {
    for (int n = 0; n < AT_ONCE; n++) {
      assertThat(sent("POST", "192.0.2.1")).isNull();
    }
    assertThat(sent("POST", "192.0.2.1")).isEqualTo("/console/sign-in?busy");
    assertThat(sent("POST", "192.0.2.2")).isNull();
  }

  @Test
  void thePageItselfIsAlwaysShown() throws Exception {
    for (int n = 0; n <= AT_ONCE; n++) {
      assertThat(sent("GET", "192.0.2.1")).isNull();
    }
  }

  /** Where to; null: let through. */
  private String sent(String method, String address) throws Exception {
    var request = new MockHttpServletRequest(method, "/console/sign-in");
    request.setRemoteAddr(address);
    var response = new MockHttpServletResponse();
    flood.doFilter(request, response, new MockFilterChain());
    return response.getRedirectedUrl();
  }
}
