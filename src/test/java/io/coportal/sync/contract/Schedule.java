package io.coportal.sync.contract;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import io.coportal.sync.failpoint.Failpoints;
import io.coportal.sync.failpoint.Failpoints.Action;
import io.coportal.sync.simulator.Fault;
import io.coportal.sync.simulator.SimulatorClock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Random steps over a few invoices of one connection, chosen by a seed; then peace, and a look. */
final class Schedule {
  private static final int MOST_INVOICES = 4;
  private static final int MOST_STEPS = 14;
  private static final int MOST_TURNS_TO_PEACE = 80;
  private static final Duration ANY_WAIT = Duration.ofMinutes(3);

  private static final List<LedgerFault> FAULTS =
      Stream.of(LedgerFault.values())
          .filter(fault -> fault != LedgerFault.SLOW_ANSWER && fault != LedgerFault.SLOW_WORK)
          .filter(fault -> fault != LedgerFault.DISCONNECTED)
          .toList();

  private static final List<CallKind> KINDS =
      List.of(
          CallKind.INVOICE_WRITE,
          CallKind.INVOICE_WRITE,
          CallKind.INVOICE_WRITE,
          CallKind.INVOICE_READ,
          CallKind.CONTACT_WRITE,
          CallKind.OTHER_READ);

  private static final List<Duration> TIMES =
      List.of(
          Duration.ofSeconds(1),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(7),
          Duration.ofHours(25));

  /** None so short that it is waited for in a call, on a clock that this test does not move. */
  private static final int[] LIMITS = {-1, 10, 26, 600, 7200};

  private static final Duration LONGER_THAN_ANY_LIMIT = Duration.ofHours(3);

  private final CoPortalUnderTest application;
  private final PortalWorkspace workspace;
  private final LedgerUnderTest ledger;
  private final Random random;
  private final List<String> points;
  private final List<TestInvoice> invoices;
  private final Map<String, Integer> contents = new HashMap<>();
  private final List<String> returned = new ArrayList<>();
  private final List<String> told = new ArrayList<>();

  /**
   * @param points at which an instance's database or wire may go away
   */
  Schedule(
      CoPortalUnderTest application,
      PortalWorkspace workspace,
      LedgerUnderTest ledger,
      List<String> points,
      long seed) {
    this.application = application;
    this.workspace = workspace;
    this.ledger = ledger;
    this.points = points;
    // Of seeds that follow each other, Random itself begins with the same choices.
    this.random = new Random(new SplittableRandom(seed).nextLong());
    this.invoices =
        Stream.generate(TestInvoice::blank).limit(1 + random.nextInt(MOST_INVOICES)).toList();
  }

  /** The steps so far, one a line. */
  String told() {
    return String.join("\n  ", told);
  }

  ScheduleEnd run() {
    ledger.journal().clear();
    invoices.forEach(invoice -> write(invoice, 1, 1));
    int steps = 3 + random.nextInt(MOST_STEPS);
    for (int n = 0; n < steps; n++) {
      step();
    }
    peace();
    return new ScheduleEnd.Look(workspace, ledger, invoices, returned).end();
  }

  private void step() {
    TestInvoice invoice = invoices.get(random.nextInt(invoices.size()));
    switch (random.nextInt(14)) {
      case 0, 1 -> write(invoice, invoice.version() + 1, invoice.version() + 1);
      case 2 -> click(invoice);
      case 3 -> forthAndBack(invoice);
      case 4, 5 -> pass(TIMES.get(random.nextInt(TIMES.size())));
      case 6 -> fault();
      case 7 -> limit();
      case 8 -> refused();
      case 9 -> takenOver(random.nextBoolean());
      case 10 -> abort();
      case 11 -> reconnect();
      default -> serve();
    }
  }

  private void write(TestInvoice invoice, int version, int content) {
    tell("version %d of %s, content %d", version, invoice.id(), content);
    contents.put(invoice.id(), content);
    invoice
        .version(version)
        .withoutLines()
        .line("Content %d of %s".formatted(content, invoice.id()), "1", content + "0.10");
    accepted(() -> workspace.put(invoice));
  }

  private void click(TestInvoice invoice) {
    tell("click on %s", invoice.id());
    accepted(() -> workspace.ask(invoice.id()));
  }

  private void forthAndBack(TestInvoice invoice) {
    int before = contents.get(invoice.id());
    returned.add(invoice.id());
    write(invoice, invoice.version() + 1, invoice.version() + 1);
    if (random.nextBoolean()) {
      serve();
    }
    write(invoice, invoice.version() + 1, before);
  }

  /** Whoever is refused by a fault of ours asks again; each strikes once. */
  private void accepted(Supplier<Portal.Answer> request) {
    Portal.Answer answer = request.get();
    for (int tries = 1; answer.status() / 100 == 5 && tries < 10; tries++) {
      answer = request.get();
    }
    if (answer.status() / 100 != 2) {
      throw new IllegalStateException(answer.status() + " " + answer.text());
    }
  }

  private void pass(Duration time) {
    tell("%s pass", time);
    application.bean(SimulatorClock.class).advance(time);
    ledger.clock().advance(time);
  }

  private void fault() {
    LedgerFault fault = FAULTS.get(random.nextInt(FAULTS.size()));
    CallKind kind = KINDS.get(random.nextInt(KINDS.size()));
    int times = 1 + random.nextInt(3);
    tell("%s at the next %d of %s", fault, times, kind);
    ledger.faults().next(times, ledger.requests(kind), ledger.fault(fault));
    serve();
  }

  private void limit() {
    int seconds = LIMITS[random.nextInt(LIMITS.length)];
    CallKind kind = KINDS.get(random.nextInt(KINDS.size()));
    tell("a limit of %d s at the next %s", seconds, kind);
    ledger.faults().next(ledger.requests(kind), ledger.limit(seconds));
    serve();
  }

  private void refused() {
    int connections = 1 + random.nextInt(3);
    tell("the next %d connections are reset", connections);
    ledger.wire().endOpenConnections();
    ledger.wire().resetOnAccept(connections);
    serve();
  }

  /** Another instance takes the lane while this one waits for an answer. */
  private void takenOver(boolean answered) {
    CallKind kind = KINDS.get(random.nextInt(KINDS.size()));
    tell("the lane is taken over during the next %s, answered: %s", kind, answered);
    ledger
        .faults()
        .next(
            ledger.requests(kind),
            Fault.changedAnswer(
                "taken-over",
                answer -> {
                  application
                      .database()
                      .sql(
                          "UPDATE connection SET lane_epoch = lane_epoch + 1 WHERE workspace_id = ?")
                      .param(workspace.id())
                      .update();
                  return answered ? answer : null;
                }));
    serve();
  }

  private void abort() {
    String point = points.get(random.nextInt(points.size()));
    tell("an abort at %s", point);
    application.bean(Failpoints.class).arm(List.of(point), Action.ABORT);
    serve();
  }

  private void reconnect() {
    if (random.nextInt(4) > 0) {
      serve();
      return;
    }
    // An owner who comes while a limit lasts is asked to come again later.
    pass(LONGER_THAN_ANY_LIMIT);
    tell("disconnected and connected again");
    forgive();
    application.bean(Failpoints.class).disarm();
    workspace.disconnect();
    workspace.connectPatiently();
    workspace.change("{\"autoSync\": true}");
  }

  private void serve() {
    tell("the lane is served");
    serveLanes();
  }

  private void serveLanes() {
    Task<?> lane = application.camel().getRegistry().lookupByNameAndType("lane", Task.class);
    for (String connection : connections()) {
      try {
        serve(lane, connection);
      } catch (RuntimeException aborted) {
        tell("  the turn ended: %s", aborted);
      }
    }
  }

  private static <T> void serve(Task<T> lane, String connection) {
    lane.execute(new TaskInstance<>("lane", connection), null);
  }

  private List<String> connections() {
    return application
        .database()
        .sql(
            "SELECT DISTINCT connection_id FROM invoice_sync WHERE workspace_id = ? AND due_at IS NOT NULL")
        .param(workspace.id())
        .query(String.class)
        .list();
  }

  private void forgive() {
    ledger.faults().clear();
    ledger.wire().forgive();
  }

  /** Nothing of it disturbs the next one. */
  void leave() {
    forgive();
    application.bean(Failpoints.class).disarm();
    workspace.disconnect();
    pass(LONGER_THAN_ANY_LIMIT);
  }

  /** Faults end, and what waits is served when its time has come. */
  private void peace() {
    tell("peace");
    forgive();
    application.bean(Failpoints.class).disarm();
    serveLanes();
    for (int turn = 0; turn < MOST_TURNS_TO_PEACE && nextDue().isPresent(); turn++) {
      OffsetDateTime now =
          application.bean(SimulatorClock.class).instant().atOffset(ZoneOffset.UTC);
      Duration wait = Duration.between(now, nextDue().get());
      pass(wait.isNegative() ? ANY_WAIT : wait.plusSeconds(1));
      serveLanes();
    }
  }

  private Optional<OffsetDateTime> nextDue() {
    return application
        .database()
        .sql(
            "SELECT due_at FROM invoice_sync WHERE workspace_id = ? AND due_at IS NOT NULL ORDER BY due_at FETCH FIRST 1 ROWS ONLY")
        .param(workspace.id())
        .query(OffsetDateTime.class)
        .optional();
  }

  private void tell(String step, Object... what) {
    told.add(step.formatted(what));
  }
}
