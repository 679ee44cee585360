package io.coportal.sync.demo;

import io.coportal.sync.SampleData;
import io.coportal.sync.invoice.Invoices;
import io.coportal.sync.invoice.Workspaces;
import io.coportal.sync.security.FirstApiKey;
import java.io.IOException;
import java.nio.file.Files;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;

/** Loads the sample workspaces and invoices, and says what to try. */
@TestConfiguration(proxyBeanMethods = false)
class SampleWorkspaces {
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

  @EventListener
  void load(ApplicationReadyEvent ready) throws IOException {
    SampleData.workspaces().forEach(this::load);
    welcome();
  }

  private void load(SampleData.SampleWorkspace sample) {
    workspaces.put(sample.workspace());
    SampleData.invoices(sample.workspace().id())
        .forEach(invoice -> invoices.put(invoice.workspaceId(), invoice.invoice(), invoice.json()));
  }

  private void welcome() throws IOException {
    String address = "http://localhost:" + environment.getProperty("local.server.port");
    String key = Files.readString(firstKey.file()).strip();
    System.out.printf(
        """

        ────────────────────────────────────────────────────────────────────────────────
         CoPortal Sync with a simulated Xero and a simulated QuickBooks Online,
         5 sample workspaces and 60 sample invoices

         Address                %1$s/api/v1
         Your key               %2$s
                                (also in %3$s)
         Simulated Xero         http://localhost:%4$d/ledger
         Simulated QuickBooks   http://localhost:%5$d/ledger

         Next, in another terminal: connect a workspace, open the link it prints, choose "Harbour Studio Ltd".

           export KEY=%2$s
           curl -s -X POST %1$s/api/v1/workspaces/uk-studio/connections/xero/links \\
             -H "Authorization: Bearer $KEY" -H "Content-Type: application/json" \\
             -d '{"settings": {"account": "200", "taxChoices": {"zero_rated_export": "ZERORATEDOUTPUT", "exempt": "EXEMPTOUTPUT"}}}'

         Then sync an invoice and look at it in the ledger:

           curl -s -X POST %1$s/api/v1/workspaces/uk-studio/invoices/inv-uk-0001/syncs/xero \\
             -H "Authorization: Bearer $KEY" -H "Prefer: wait=10"

         The same with QuickBooks, and more: README.md. Each start begins afresh, as the simulated ledgers do.
        ────────────────────────────────────────────────────────────────────────────────
        """,
        address, key, firstKey.file(), Demo.XERO_PORT, Demo.QUICKBOOKS_PORT);
  }
}
