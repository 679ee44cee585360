package io.coportal.sync.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.coportal.sync.StartsApplications;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * No room for the database to grow: the kernel itself refuses it, as on a full disk, to this one
 * process and until the limit is lifted.
 */
@StartsApplications
class DiskFullTest {
  private static final int ACCEPTED = 202;
  private static final int UNAVAILABLE = 503;
  private static final int REFUSED = 5;
  private static final Duration SPACE_RETURNS = Duration.ofSeconds(90);

  @Test
  void answers503AcceptsNothingItCannotKeepAndGoesOnWhenThereIsRoomAgain() {
    try (Scene scene = new Scene("disk-full")) {
      List<Push> pressed = new ArrayList<>();
      List<Push> accepted = new ArrayList<>(scene.everywhere(TestInvoice.of("room", 0)));
      scene.accept(accepted);
      scene.expectOnceInLedger(accepted);

      var process = scene.installation().process();
      process.limitFiles(Long.toString(scene.installation().databaseSize()));
      int refused = 0;
      for (int number = 0; refused < REFUSED; number++) {
        assertThat(number).as("presses on a full disk").isLessThan(1000);
        for (Push push : scene.everywhere(TestInvoice.of("full", number))) {
          pressed.add(push);
          var answer = scene.api().press(push);
          if (answer.statusCode() == ACCEPTED) {
            accepted.add(push);
          } else {
            refused++;
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(UNAVAILABLE);
            assertThat(answer.body()).contains("database-away");
          }
        }
      }
      process.limitFiles("unlimited");

      var after = scene.everywhere(TestInvoice.of("room-again", 0));
      await("it serves by itself once there is room")
          .atMost(SPACE_RETURNS)
          .until(
              () ->
                  after.stream()
                      .allMatch(push -> scene.api().press(push).statusCode() == ACCEPTED));
      accepted.addAll(after);
      scene.expectOnceInLedger(accepted);
      scene.expectNoDuplicates(pressed);
    }
  }
}
