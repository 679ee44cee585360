package io.coportal.sync.demo;

import static org.awaitility.Awaitility.await;

import io.coportal.sync.SampleData;
import io.coportal.sync.invoice.Invoices;
import io.coportal.sync.invoice.Workspaces;
import io.coportal.sync.security.FirstApiKey;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;

/** Creates the sample workspaces, waits for their invoices, and says what to try. */
@TestConfiguration(proxyBeanMethods = false)
class SampleWorkspaces implements SmartInitializingSingleton {
  private static final Duration LONGEST_READING = Duration.ofMinutes(2);

  private final Workspaces workspaces;
  private final Invoices invoices;
  private final FirstApiKey firstKey;
  private final Environment environment;

  SampleWorkspaces(
      Workspaces workspaces, Invoices invoices, FirstApiKey firstKey, Environment environment) {
    this.workspaces = workspaces;
    this.invoices = invoices;
    this.firstKey = firstKey;
    this.environment = environment;
  }

  /** Before the routes start: an invoice of an unknown workspace would be refused. */
  @Override
  public void afterSingletonsInstantiated() {
    SampleData.workspaces().forEach(sample -> workspaces.put(sample.workspace()));
  }

  @EventListener
  void welcome(ApplicationReadyEvent ready) throws IOException {
    List<SampleData.Sample> samples = SampleData.invoices();
    await("every sample invoice is read from CoPortal")
        .atMost(LONGEST_READING)
        .until(
            () ->
                samples.stream()
                    .allMatch(each -> invoices.find(each.workspaceId(), each.id()).isPresent()));
    String address = "http://localhost:" + environment.getProperty("local.server.port");
    String key = Files.readString(firstKey.file()).strip();
    System.out.printf(
        """

        ────────────────────────────────────────────────────────────────────────────────
         CoPortal Sync between a simulated CoPortal, a simulated Xero and a simulated QuickBooks Online,
         %5$d sample workspaces; their %6$d invoices have just been read from CoPortal

         Console                %1$s/console
                                sign in as admin, first password %7$s

         API                    %1$s/api/v1
         Your key               %2$s
                                (also in %3$s)
        %4$s

         Next, in the console: Harbour Studio Ltd, connect a ledger, choose what is missing, press Sync on an invoice.
         Or in another terminal: connect a workspace, open the link it prints, choose "Harbour Studio Ltd".

           export KEY=%2$s
           curl -s -X POST %1$s/api/v1/workspaces/uk-studio/connections/xero/links \\
             -H "Authorization: Bearer $KEY" -H "Content-Type: application/json" \\
             -d '{"settings": {"account": "200", "autoSync": true, "taxChoices": {"zero_rated_export": "ZERORATEDOUTPUT", "exempt": "EXEMPTOUTPUT"}}}'

         Then change an invoice in the simulated CoPortal and see there what comes of it. Or press the button:

           curl -s -X POST %1$s/api/v1/workspaces/uk-studio/invoices/inv-uk-0001/syncs/xero \\
             -H "Authorization: Bearer $KEY" -H "Prefer: wait=10"

         The same with QuickBooks, and more: README.md. Each start begins afresh, as the simulators do.
        ────────────────────────────────────────────────────────────────────────────────
        """,
        address,
        key,
        firstKey.file(),
        environment.getProperty("demo.pages"),
        SampleData.workspaces().size(),
        samples.size(),
        Files.readString(firstKey.file().resolveSibling("first-console-password")).strip());
  }
}
