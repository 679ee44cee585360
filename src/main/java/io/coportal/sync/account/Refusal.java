package io.coportal.sync.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;

/** 403 where a role is missing or a form is too old; a stranger's workspace does not exist: 404. */
final class Refusal implements AccessDeniedHandler {
  private static final String WORKSPACES = "/console/workspaces/";

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
      throws IOException {
    boolean stranger = !(why instanceof CsrfException) && !knows(request.getRequestURI());
    response.sendError(
        stranger ? HttpServletResponse.SC_NOT_FOUND : HttpServletResponse.SC_FORBIDDEN);
  }

  private static boolean knows(String path) {
    return path.startsWith(WORKSPACES)
        && SecurityContextHolder.getContext().getAuthentication()
            instanceof AccountAuthentication known
        && known.getPrincipal().role(path.substring(WORKSPACES.length()).split("/")[0]).isPresent();
  }
}
