package io.coportal.sync.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.coportal.sync.OnEachDatabase;
import io.coportal.sync.TestDatabase;
import io.coportal.sync.problem.Problem;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@OnEachDatabase
class WorkspacesTest {
  private static final String GOOD =
      """
      {"name":"Studio","country":"GB","baseCurrency":"GBP","paymentTermDays":30,"taxRegistered":true}
      """;

  private final TestDatabase database = TestDatabase.fresh();
  private final Workspaces workspaces =
      new Workspaces(database.jdbc(), Clock.systemUTC(), database.transactions());
  private final WorkspaceReader reader = new WorkspaceReader();

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void createsAndThenChangesAWorkspace() {
    Workspace studio = reader.read("w-1", GOOD);
    assertThat(workspaces.put(studio)).isEqualTo(studio);
    assertThat(workspaces.get("w-1")).isEqualTo(studio);
    Workspace renamed = reader.read("w-1", GOOD.replace("Studio", "Atelier"));
    workspaces.put(renamed);
    assertThat(workspaces.find("w-1")).contains(renamed);
  }

  @Test
  void anUnknownWorkspaceIs404() {
    assertThat(workspaces.find("w-9")).isEmpty();
    assertThat(catchThrowableOfType(Problem.class, () -> workspaces.get("w-9")).status())
        .isEqualTo(404);
  }

  @Test
  void callersThatRaceForOneWorkspaceAllSucceed() throws Exception {
    var barrier = new CyclicBarrier(8);
    var pool = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Workspace>> calls =
          IntStream.range(0, 8)
              .<Callable<Workspace>>mapToObj(
                  i ->
                      () -> {
                        barrier.await();
                        return workspaces.put(reader.read("w-1", GOOD));
                      })
              .toList();
      for (Future<Workspace> call : pool.invokeAll(calls)) {
        assertThat(call.get().name()).isEqualTo("Studio");
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "\"Studio\" | \"\"      | /name",
        "\"Studio\" | 1         | /name",
        "\"GB\"     | \"UK\"    | /country",
        "\"GBP\"    | \"XXX\"   | /baseCurrency",
        "\"GBP\"    | null      | /baseCurrency",
        "30         | 366       | /paymentTermDays",
        "30         | -1        | /paymentTermDays",
        "30         | 30.5      | /paymentTermDays",
        "true       | \"yes\"   | /taxRegistered",
      })
  void refusesWhatIsWrongAndNamesThePlace(String good, String bad, String pointer) {
    Problem problem =
        catchThrowableOfType(Problem.class, () -> reader.read("w-1", GOOD.replaceFirst(good, bad)));
    assertThat(problem.status()).isEqualTo(422);
    assertThat(problem.code()).isEqualTo("invalid-workspace");
    assertThat(problem.faults()).extracting(Problem.Fault::pointer).contains(pointer);
  }

  @Test
  void refusesAMemberThatIsNotKnown() {
    Problem problem =
        catchThrowableOfType(
            Problem.class, () -> reader.read("w-1", GOOD.replaceFirst("\"name\"", "\"title\"")));
    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.faults()).extracting(Problem.Fault::pointer).contains("/title");
  }

  @Test
  void refusesAnIdThatIsAPath() {
    assertThat(catchThrowableOfType(Problem.class, () -> reader.read("../x", GOOD)).status())
        .isEqualTo(422);
  }

  @Test
  void refusesWhatIsNotJson() {
    assertThat(catchThrowableOfType(Problem.class, () -> reader.read("w-1", "name=x")).status())
        .isEqualTo(400);
  }
}
