package io.coportal.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coportal.sync.invoice.Invoice;
import io.coportal.sync.invoice.InvoiceReader;
import io.coportal.sync.invoice.Workspace;
import io.coportal.sync.invoice.WorkspaceReader;
import io.coportal.sync.json.ExactJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The sample workspaces and invoices; {@code samples/README.md} says what each is for. */
public final class SampleData {
  private static final String SUFFIX = ".json";

  /**
   * A sample invoice.
   *
   * @param json the file as it stands
   */
  public record Sample(String workspaceId, Invoice invoice, String json) {
    public String id() {
      return invoice.id();
    }

    @Override
    public String toString() {
      return workspaceId + "/" + id();
    }
  }

  private SampleData() {}

  /** A workspace and its JSON as {@code PUT} takes it. */
  public record SampleWorkspace(Workspace workspace, String json) {}

  public static List<SampleWorkspace> workspaces() {
    try {
      JsonNode file =
          ExactJson.mapper().readTree(text(new ClassPathResource("samples/workspaces.json")));
      return StreamSupport.stream(file.spliterator(), false).map(SampleData::workspace).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static SampleWorkspace workspace(JsonNode node) {
    var body = ((ObjectNode) node).deepCopy();
    String id = body.remove("id").textValue();
    return new SampleWorkspace(new WorkspaceReader().read(id, body), body.toString());
  }

  /** All of them, by workspace and id. */
  public static List<Sample> invoices() {
    try {
      Resource[] files =
          new PathMatchingResourcePatternResolver()
              .getResources("classpath:samples/invoices/*/*.json");
      return Arrays.stream(files)
          .map(SampleData::sample)
          .sorted(Comparator.comparing(Sample::toString))
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  public static List<Sample> invoices(String workspaceId) {
    return invoices().stream().filter(s -> s.workspaceId().equals(workspaceId)).toList();
  }

  public static Sample invoice(String workspaceId, String invoiceId) {
    return sample(
        new ClassPathResource("samples/invoices/" + workspaceId + "/" + invoiceId + SUFFIX));
  }

  private static Sample sample(Resource file) {
    try {
      String[] path = file.getURL().getPath().split("/");
      String name = path[path.length - 1];
      String json = text(file);
      Invoice invoice =
          new InvoiceReader().read(name.substring(0, name.length() - SUFFIX.length()), json);
      return new Sample(path[path.length - 2], invoice, json);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String text(Resource file) throws IOException {
    return file.getContentAsString(StandardCharsets.UTF_8);
  }
}
