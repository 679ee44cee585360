package io.coportal.sync.simulator.xero;

import io.coportal.sync.simulator.Request;
import io.coportal.sync.simulator.Response;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The Accounting API: its checks in their order, then the endpoint. */
final class AccountingApi {
  private static final int LARGEST_BODY = 10_000_000;
  private static final int LONGEST_QUERY = 2048;

  private final Grants grants;
  private final Map<UUID, Organisation> organisations;
  private final Limits limits;
  private final IdempotencyStore idempotency;
  private final Answers answers;

  AccountingApi(
      Grants grants,
      Map<UUID, Organisation> organisations,
      Limits limits,
      IdempotencyStore idempotency,
      Answers answers) {
    this.grants = grants;
    this.organisations = organisations;
    this.limits = limits;
    this.idempotency = idempotency;
    this.answers = answers;
  }

  /**
   * @param path what follows {@code /api.xro/2.0}
   */
  Response answer(Request request, List<String> path) {
    if (request.target().substring(request.target().indexOf('?') + 1).length() > LONGEST_QUERY) {
      return Refusal.notFound().response();
    }
    var bearer = grants.bearer(request);
    if (bearer.refusal() != null) {
      return bearer.refusal();
    }
    var access = bearer.access();
    var books = books(request, access);
    if (books.isEmpty()) {
      return Refusal.problem(403, "Forbidden", "AuthenticationUnsuccessful");
    }
    var endpoint = path.isEmpty() ? "" : path.get(0).toLowerCase(Locale.ROOT);
    if (!allowed(access.scopes(), endpoint, request.method())) {
      return Refusal.problem(403, "Forbidden", "AuthorizationUnsuccessful")
          .with("WWW-Authenticate", "Bearer error=\"insufficient_scope\"");
    }
    return limited(request, books.get(), access.client(), path);
  }

  private Response limited(Request request, Organisation books, String client, List<String> path) {
    var tenant = books.profile.id();
    var refusal = limits.enter(tenant);
    if (refusal.isPresent()) {
      return limits.counted(tenant, refusal.get());
    }
    request.whenAnswered(() -> limits.leave(tenant));
    var answer =
        idempotency.answer(client, request, () -> request.work(() -> work(request, books, path)));
    return limits
        .counted(tenant, inAskedForm(request, answer))
        .with("Xero-Correlation-Id", UUID.randomUUID().toString());
  }

  private Response work(Request request, Organisation books, List<String> path) {
    try {
      if (request.body().length > LARGEST_BODY) {
        throw Refusal.of(Response.text(413, "Request body too large"));
      }
      synchronized (books) {
        return routed(request, books, path);
      }
    } catch (Refusal refusal) {
      return refusal.response();
    }
  }

  private Response routed(Request request, Organisation books, List<String> path) {
    if (path.isEmpty()) {
      throw Refusal.notFound();
    }
    var rest = path.subList(1, path.size());
    var endpoint = path.get(0).toLowerCase(Locale.ROOT);
    return switch (endpoint) {
      case "invoices" -> new InvoiceRequests(books, request, answers).answer(rest);
      case "contacts" -> new ContactRequests(books, request, answers).answer(rest);
      default -> new ReferenceRequests(books, request, answers).answer(endpoint, rest);
    };
  }

  private Optional<Organisation> books(Request request, Grants.Access access) {
    try {
      return request
          .header("xero-tenant-id")
          .map(UUID::fromString)
          .filter(tenant -> grants.connected(access, tenant))
          .map(organisations::get);
    } catch (IllegalArgumentException noId) {
      return Optional.empty();
    }
  }

  private static boolean allowed(Set<String> scopes, String endpoint, String method) {
    var wanted =
        switch (endpoint) {
          case "invoices" -> List.of("accounting.invoices", "accounting.transactions");
          case "contacts" -> List.of("accounting.contacts");
          case "items" ->
              List.of("accounting.settings", "accounting.invoices", "accounting.transactions");
          default -> List.of("accounting.settings");
        };
    return wanted.stream()
        .anyMatch(
            scope ->
                scopes.contains(scope) || method.equals("GET") && scopes.contains(scope + ".read"));
  }

  /** Without an explicit wish for JSON the API answers in XML. */
  private static Response inAskedForm(Request request, Response answer) {
    var json =
        request.header("Accept").filter(accept -> accept.toLowerCase(Locale.ROOT).contains("json"));
    return json.isPresent() ? answer : Xml.of(answer);
  }
}
