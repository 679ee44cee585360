package io.coportal.sync.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.MDC;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.task.TaskDecorator;
import org.springframework.web.filter.OncePerRequestFilter;

/** What every log line says about the API request that is being served. */
@Configuration(proxyBeanMethods = false)
class RequestLog {
  /** Only what may be a workspace's name: anything else could forge log lines. */
  private static final Pattern WORKSPACE =
      Pattern.compile("/api/v1/workspaces/([A-Za-z0-9._~-]{1,64})(?:/.*)?");

  @Bean
  FilterRegistrationBean<OncePerRequestFilter> requestLogFilter() {
    var filter = new FilterRegistrationBean<OncePerRequestFilter>(new Named());
    filter.addUrlPatterns("/api/*");
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return filter;
  }

  /** Routes serve requests on threads of their own. */
  @Bean
  TaskDecorator handingOn() {
    return task -> {
      Map<String, String> said = MDC.getCopyOfContextMap();
      return () -> {
        MDC.setContextMap(said == null ? Map.of() : said);
        try {
          task.run();
        } finally {
          MDC.clear();
        }
      };
    };
  }

  private static final class Named extends OncePerRequestFilter {
    @Override
    protected void doFilterInternal(
        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws ServletException, IOException {
      MDC.put("request", UUID.randomUUID().toString());
      Matcher path = WORKSPACE.matcher(request.getRequestURI());
      if (path.matches()) {
        MDC.put("workspace", path.group(1));
      }
      try {
        chain.doFilter(request, response);
      } finally {
        MDC.remove("request");
        MDC.remove("workspace");
      }
    }
  }
}
