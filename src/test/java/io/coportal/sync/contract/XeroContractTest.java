package io.coportal.sync.contract;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.coportal.sync.OnEachDatabase;
import io.coportal.sync.OneDatabaseShowsIt;
import io.coportal.sync.simulator.Fault;
import io.coportal.sync.simulator.Response;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Xero keeps the contract. */
@OnEachDatabase
@Execution(ExecutionMode.CONCURRENT)
class XeroContractTest {
  private static final LedgerUnderTest XERO = LedgersUnderTest.XERO;

  @Nested
  class Push extends PushContract {
    Push() {
      super(XERO);
    }
  }

  @Nested
  class Preview extends PreviewContract {
    Preview() {
      super(XERO);
    }
  }

  @Nested
  class Void extends VoidContract {
    Void() {
      super(XERO);
    }
  }

  @Nested
  class Undo extends UndoContract {
    Undo() {
      super(XERO);
    }
  }

  @Nested
  class Closed extends ClosedContract {
    Closed() {
      super(XERO);
    }
  }

  @Nested
  class Standstill extends StandstillContract {
    Standstill() {
      super(XERO);
    }
  }

  @Nested
  class HandEdit extends HandEditContract {
    HandEdit() {
      super(XERO);
    }
  }

  @Nested
  class RoundedTotals extends TotalsContract {
    RoundedTotals() {
      super(XERO);
    }
  }

  @Nested
  class MinorUnits extends MinorUnitsContract {
    MinorUnits() {
      super(XERO);
    }
  }

  @Nested
  class ContactChoice extends ContactChoiceContract {
    ContactChoice() {
      super(XERO);
    }
  }

  @Nested
  class Contact extends ContactContract {
    Contact() {
      super(XERO);
    }
  }

  @Nested
  class ContactChange extends ContactChangeContract {
    ContactChange() {
      super(XERO);
    }
  }

  @Nested
  class Repush extends RepushContract {
    Repush() {
      super(XERO);
    }
  }

  @Nested
  class Trigger extends TriggerContract {
    Trigger() {
      super(XERO);
    }
  }

  @Nested
  class Cure extends CureContract {
    Cure() {
      super(XERO);
    }
  }

  @Nested
  class Uncertainty extends UncertaintyContract {
    Uncertainty() {
      super(XERO);
    }
  }

  @Nested
  class Conflict extends ConflictContract {
    Conflict() {
      super(XERO);
    }
  }

  @Nested
  class Limit extends LimitContract {
    Limit() {
      super(XERO);
    }
  }

  @Nested
  class Consent extends ConsentContract {
    Consent() {
      super(XERO);
    }
  }

  @Nested
  class Choice extends ChoiceContract {
    Choice() {
      super(XERO);
    }
  }

  @Nested
  class AutoSync extends AutoSyncContract {
    AutoSync() {
      super(XERO);
    }
  }

  @Nested
  class Backfill extends BackfillContract {
    Backfill() {
      super(XERO);
    }
  }

  @Nested
  @OneDatabaseShowsIt
  class Wire extends WireContract {
    Wire() {
      super(XERO);
    }
  }

  @Nested
  class Problems extends ProblemContract {
    Problems() {
      super(XERO);
    }
  }

  @Nested
  @OneDatabaseShowsIt
  class Samples extends SamplesContract {
    Samples() {
      super(XERO);
    }
  }

  @Nested
  @OneDatabaseShowsIt
  class Calls extends CallsContract {
    Calls() {
      super(XERO, new CallBudget(7, 3, 1, 1, 0));
    }
  }

  @Nested
  class Index extends IndexContract {
    Index() {
      super(XERO);
    }
  }

  @Nested
  class Metrics extends MetricsContract {
    Metrics() {
      super(XERO);
    }
  }

  @Nested
  class Batch extends BatchContract {
    Batch() {
      super(
          XERO,
          Fault.providerInstead(
              "refused",
              Response.json(
                  400,
                  JsonNodeFactory.instance
                      .objectNode()
                      .put("ErrorNumber", 14)
                      .put("Type", "PostDataInvalidException")
                      .put("Message", "The file format is not accepted"))));
    }
  }

  @Nested
  class BatchAnswer extends BatchAnswerContract {
    BatchAnswer() {
      super(XERO);
    }
  }
}
