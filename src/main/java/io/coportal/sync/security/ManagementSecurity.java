package io.coportal.sync.security;

import org.springframework.boot.actuate.autoconfigure.security.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;

/** Health and metrics, on a port of their own; on the API's port they do not exist. */
@Configuration(proxyBeanMethods = false)
class ManagementSecurity {
  @Bean
  @Order(0)
  SecurityFilterChain managementChain(HttpSecurity http) throws Exception {
    http.securityMatcher(EndpointRequest.to("health", "prometheus"))
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .headers(ResponseHeaders.apply(""));
    return http.build();
  }
}
