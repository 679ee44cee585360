package io.coportal.sync.contract;

import io.coportal.sync.OnEachDatabase;
import io.coportal.sync.OneDatabaseShowsIt;
import io.coportal.sync.simulator.quickbooks.QuickBooksFaults;
import io.coportal.sync.simulator.quickbooks.QuickBooksFaults.Shape;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** QuickBooks Online keeps the contract. */
@OnEachDatabase
@Execution(ExecutionMode.CONCURRENT)
class QuickBooksContractTest {
  private static final LedgerUnderTest QUICKBOOKS = LedgersUnderTest.QUICKBOOKS;

  @Nested
  class Push extends PushContract {
    Push() {
      super(QUICKBOOKS);
    }
  }

  @Nested
  class Preview extends PreviewContract {
    Preview() {
      super(QUICKBOOKS);
    }
  }

  @Nested
  class Void extends VoidContract {
    Void() {
      super(QUICKBOOKS);
    }
  }

  @Nested
  class Undo extends UndoContract {
    Undo() {
      super(QUICKBOOKS);
    }
  }

  @Nested
  class Closed extends ClosedContract {
    Closed() {
      super(QUICKBOOKS);
    }
  }

  @Nested
  class Standstill extends StandstillContract {
    Standstill() {
      super(QUICKBOOKS);
    }
  }

  @Nested
  class HandEdit extends HandEditContract {
    HandEdit() {
      super(QUICKBOOKS);
    }
  }

  @Nested
  class RoundedTotals extends TotalsContract {
    RoundedTotals() {
      super(QUICKBOOKS);
    }
  }

  @Nested
  class MinorUnits extends MinorUnitsContract {
    MinorUnits() {
      super(QUICKBOOKS);
    }
  }

  @Nested
  class ContactChoice extends ContactChoiceContract {
    ContactChoice() {
      super(QUICKBOOKS);
    }
  }

  @Nested
  class Contact extends ContactContract {
    Contact() {
      super(QUICKBOOKS);
    }
  }

  @Nested
  class ContactChange extends ContactChangeContract {
    ContactChange() {
      super(QUICKBOOKS);
    }
  }

  @Nested
  class Repush extends RepushContract {
    Repush() {
      super(QUICKBOOKS);
    }
  }

  @Nested
  class Trigger extends TriggerContract {
    Trigger() {
      super(QUICKBOOKS);
    }
  }

  @Nested
  class Cure extends CureContract {
    Cure() {
      super(QUICKBOOKS);
    }
  }

  @Nested
  class Uncertainty extends UncertaintyContract {
    Uncertainty() {
      super(QUICKBOOKS);
    }
  }

  @Nested
  class Conflict extends ConflictContract {
    Conflict() {
      super(QUICKBOOKS);
    }
  }

  @Nested
  class Limit extends LimitContract {
    Limit() {
      super(QUICKBOOKS);
    }
  }

  @Nested
  class Consent extends ConsentContract {
    Consent() {
      super(QUICKBOOKS);
    }
  }

  @Nested
  class Choice extends ChoiceContract {
    Choice() {
      super(QUICKBOOKS);
    }
  }

  @Nested
  class AutoSync extends AutoSyncContract {
    AutoSync() {
      super(QUICKBOOKS);
    }
  }

  @Nested
  class Backfill extends BackfillContract {
    Backfill() {
      super(QUICKBOOKS);
    }
  }

  @Nested
  @OneDatabaseShowsIt
  class Wire extends WireContract {
    Wire() {
      super(QUICKBOOKS);
    }
  }

  @Nested
  class Problems extends ProblemContract {
    Problems() {
      super(QUICKBOOKS);
    }
  }

  @Nested
  @OneDatabaseShowsIt
  class Samples extends SamplesContract {
    Samples() {
      super(QUICKBOOKS);
    }
  }

  @Nested
  class Index extends IndexContract {
    Index() {
      super(QUICKBOOKS);
    }
  }

  @Nested
  @OneDatabaseShowsIt
  class Calls extends CallsContract {
    Calls() {
      super(QUICKBOOKS, new CallBudget(10, 3, 1, 1, 0));
    }
  }

  @Nested
  @OneDatabaseShowsIt
  class Company extends QuickBooksCompanyContract {}

  @Nested
  @OneDatabaseShowsIt
  class UnitedStates extends QuickBooksUnitedStatesContract {}

  @Nested
  @OneDatabaseShowsIt
  class Customer extends QuickBooksCustomerContract {}

  @Nested
  class Race extends QuickBooksRaceContract {}

  @Nested
  @OneDatabaseShowsIt
  class Refusal extends QuickBooksRefusalContract {}

  @Nested
  @OneDatabaseShowsIt
  class Metrics extends MetricsContract {
    Metrics() {
      super(QUICKBOOKS);
    }
  }

  @Nested
  class Batch extends BatchContract {
    Batch() {
      super(
          QUICKBOOKS,
          QuickBooksFaults.error(
              Shape.SERVICE, 400, "ValidationFault", "2010", "Unsupported", "Unsupported"));
    }
  }

  @Nested
  class BatchAnswer extends BatchAnswerContract {
    BatchAnswer() {
      super(QUICKBOOKS);
    }
  }

  @Nested
  class BatchItem extends QuickBooksBatchContract {}
}
