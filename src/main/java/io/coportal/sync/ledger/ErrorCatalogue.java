package io.coportal.sync.ledger;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.coportal.sync.json.ExactJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Classifies what a ledger refuses, once, from the ledger's own {@code errors.yaml}: the first
 * entry that fits decides.
 */
@Component
public class ErrorCatalogue {
  /** Code of a refusal that {@code errors.yaml} does not know. */
  public static final String UNKNOWN = "not-in-catalogue";

  private final ResourceLoader resources;
  private final String routesBase;
  private final ObjectMapper json = ExactJson.mapper();
  private final Map<String, List<Entry>> entriesByProvider = new ConcurrentHashMap<>();

  ErrorCatalogue(ResourceLoader resources, @Value("${routes.base}") String routesBase) {
    this.resources = resources;
    this.routesBase = routesBase;
  }

  /** One entry of {@code errors.yaml}. */
  record Entry(
      String code,
      Integer status,
      String problem,
      String message,
      ErrorClass reaction,
      String says,
      String cure,
      Closed.Range closes) {

    boolean fits(int httpStatus, ProviderProblem found) {
      return (status == null || status == httpStatus)
          && (problem == null || problem.equals(found.code()))
          && (message == null || matches(found.message()));
    }

    private boolean matches(String words) {
      return words != null
          && Pattern.compile(message, Pattern.CASE_INSENSITIVE).matcher(words).find();
    }
  }

  /**
   * A refusal in the ledger's own terms.
   *
   * @param code the ledger's code, null where it has none
   * @param message the ledger's words, may be null
   */
  public record ProviderProblem(String code, String message) {}

  /**
   * @param provider a configured ledger
   * @param httpStatus of the answer
   * @param found the ledger's problem
   * @return the catalogue's entry; for an unknown problem the ledger's own words and a general cure
   */
  public Refusal classify(String provider, int httpStatus, ProviderProblem found) {
    return entries(provider).stream()
        .filter(entry -> entry.fits(httpStatus, found))
        .findFirst()
        .map(entry -> refusal(entry, found))
        .orElseGet(() -> unknown(httpStatus, found));
  }

  /** What a refusal of this code means for the whole organisation until further notice. */
  public Optional<Closed.Range> closes(String provider, String code) {
    return entries(provider).stream()
        .filter(entry -> entry.code().equals(code))
        .map(Entry::closes)
        .filter(Objects::nonNull)
        .findFirst();
  }

  List<Entry> entries(String provider) {
    return entriesByProvider.computeIfAbsent(provider, this::load);
  }

  private static Refusal refusal(Entry entry, ProviderProblem found) {
    String words = found.message() == null ? "" : " The ledger says: " + found.message();
    return new Refusal(entry.reaction(), entry.code(), entry.says() + words, entry.cure());
  }

  private static Refusal unknown(int httpStatus, ProviderProblem found) {
    ErrorClass reaction = httpStatus >= 500 ? ErrorClass.RETRY : ErrorClass.FIX_DATA;
    String words = found.message() == null ? "HTTP status " + httpStatus + "." : found.message();
    return new Refusal(
        reaction,
        UNKNOWN,
        "The ledger refused it: " + words,
        "Mend what the ledger names and sync again. Engineers: add the message to errors.yaml.");
  }

  private List<Entry> load(String provider) {
    Resource file = resources.getResource(routesBase + "/" + provider + "/errors.yaml");
    try (InputStream in = file.getInputStream()) {
      Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
      return List.of(json.convertValue(tree, Entry[].class));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }
}
