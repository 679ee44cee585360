package io.coportal.sync.simulator.quickbooks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coportal.sync.json.ExactJson;
import io.coportal.sync.simulator.Request;
import io.coportal.sync.simulator.Response;
import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The Accounting API: its checks in their order, then the endpoint. */
final class AccountingApi {
  private static final ObjectMapper JSON = ExactJson.mapper();
  private static final int LONGEST_REQUEST_ID = 50;

  private final Grants grants;
  private final Map<String, Company> companies;
  private final Limits limits;
  private final RequestIds requestIds;
  private final Answers answers;

  AccountingApi(
      Grants grants,
      Map<String, Company> companies,
      Limits limits,
      RequestIds requestIds,
      Answers answers) {
    this.grants = grants;
    this.companies = companies;
    this.limits = limits;
    this.requestIds = requestIds;
    this.answers = answers;
  }

  /**
   * @param path what follows {@code /v3/company}: the realm, then the resource
   */
  Response answer(Request request, List<String> path) {
    var realm = path.isEmpty() ? "" : path.get(0);
    var refusal = grants.refusal(request, realm, answers);
    var books = companies.get(realm);
    if (refusal.isPresent() || books == null) {
      return refusal.orElseGet(answers::otherCompany);
    }
    var resource = path.size() < 2 ? "" : path.get(1).toLowerCase(Locale.ROOT);
    var batch = resource.equals("batch");
    if (!limits.enter(realm, batch)) {
      return answers.throttled();
    }
    request.whenAnswered(() -> limits.leave(realm));
    if (request.query("requestid").orElse("").length() > LONGEST_REQUEST_ID) {
      return answers.fault(
          Refusal.invalid("2130", "Request Id Format", request.query("requestid").orElse("")),
          false);
    }
    var rest = path.subList(Math.min(2, path.size()), path.size());
    var answer =
        requestIds.answer(
            realm, batch, request, () -> request.work(() -> work(request, books, resource, rest)));
    return Xml.inAskedForm(request, answer);
  }

  private Response work(Request request, Company books, String resource, List<String> rest) {
    synchronized (books) {
      try {
        if (books.settings.lapsed) {
          throw Refusal.of("6190", "Invalid Company Status", "The subscription has ended");
        }
        return switch (request.method()) {
          case "GET" -> read(request, books, resource, rest);
          case "POST" -> write(request, books, resource, rest);
          default -> throw Refusal.unsupported(request.method());
        };
      } catch (Refusal refusal) {
        return answers.fault(refusal, books.settings.french);
      }
    }
  }

  private Response read(Request request, Company books, String resource, List<String> rest) {
    var id = rest.isEmpty() ? "" : rest.get(0);
    return switch (resource) {
      case "query" -> queried(books, request.query("query").orElse(""));
      case "preferences" -> answers.of("Preferences", ReferenceJson.preferences(books));
      case "exchangerate" -> answers.of("ExchangeRate", exchangeRate(request, books));
      case "companyinfo" -> {
        if (!id.equals(books.profile.realm())) {
          throw Refusal.notFound();
        }
        yield answers.of("CompanyInfo", ReferenceJson.companyInfo(books));
      }
      default -> {
        var type = EntityRequests.type(resource);
        if (type.isEmpty() || rest.size() != 1) {
          throw Refusal.wrongPath();
        }
        yield answers.of(type, new EntityRequests(books).read(type, id));
      }
    };
  }

  private Response write(Request request, Company books, String resource, List<String> rest) {
    if (resource.equals("query")) {
      return queried(books, request.query("query").orElseGet(request::text));
    }
    var type = EntityRequests.type(resource);
    if (!rest.isEmpty() || type.isEmpty() && !resource.equals("batch")) {
      throw Refusal.wrongPath();
    }
    var contentType = request.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    if (!contentType.contains("application/json")) {
      throw Refusal.withStatus(415, "500", "Unsupported Media Type", "Content-Type " + contentType);
    }
    var body = parsed(request);
    if (resource.equals("batch")) {
      var requestId = request.query("requestid").orElse("");
      return answers.body(200, new BatchRequests(books).answer(body, requestId));
    }
    var include = request.query("include").orElse("").toLowerCase(Locale.ROOT);
    var operation =
        include.contains("void")
            ? "void"
            : request.query("operation").orElse("").toLowerCase(Locale.ROOT);
    return answers.of(
        type,
        new EntityRequests(books)
            .write(type, operation, body, include.contains("allowduplicatedocnum")));
  }

  private Response queried(Company books, String query) {
    return answers.of("QueryResponse", new QueryRequests(books).answer(query));
  }

  private static ObjectNode exchangeRate(Request request, Company books) {
    var code = request.query("sourcecurrencycode").orElse("");
    try {
      var date =
          request
              .query("asofdate")
              .map(LocalDate::parse)
              .orElseGet(() -> Stamps.day(books.clock.instant()));
      return ReferenceJson.exchangeRates(books, date).stream()
          .filter(rate -> rate.path("SourceCurrencyCode").asText().equals(code))
          .findFirst()
          .orElseThrow(() -> Refusal.invalid("2220", "Currency Type", code));
    } catch (DateTimeParseException e) {
      throw Refusal.invalid("2060", "Date", e.getParsedString());
    }
  }

  private static JsonNode parsed(Request request) {
    try {
      return JSON.readTree(request.body());
    } catch (JsonProcessingException e) {
      throw Refusal.unreadable("Property Name:" + e.getOriginalMessage());
    } catch (IOException e) {
      throw Refusal.of("500", "Unsupported Operation", "The body is not UTF-8");
    }
  }
}
