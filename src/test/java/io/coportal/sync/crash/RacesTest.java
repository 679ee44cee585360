package io.coportal.sync.crash;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Three instances on one PostgreSQL, often enough. Part of {@code mvn -Pcrash-matrix verify}. */
@Tag("crash-matrix")
@Isolated("the starts of whole applications would stretch every other test's waits")
class RacesTest {
  /** Of six lanes each: a thousand turns. */
  private static final int CLAIMS = Integer.getInteger("races.claims", 167);

  private static final int OTHERS = Integer.getInteger("races.others", 12);

  private static Races races;
  private static Instances instances;

  @BeforeAll
  static void start() {
    instances = new Instances(3);
    races = new Races(instances);
  }

  @AfterAll
  static void stop() {
    if (instances != null) {
      instances.close();
    }
  }

  @Test
  void oneInstanceAtATimeServesALane() {
    races.claims(CLAIMS);
  }

  @Test
  void aTokenIsRefreshedOnceWhoeverAsks() {
    races.refreshes(OTHERS);
  }

  @Test
  void aReconnectWhileCallsAreInFlightLosesAndDoublesNothing() {
    races.reconnects(OTHERS);
  }

  @Test
  void whatAFrozenInstanceStillDoesIsDropped() {
    races.freezes(OTHERS);
  }

  @Test
  void aRollingStopUnderLoadSendsNothingTwice() {
    races.rollingStop(2);
  }

  @Test
  void killsUnderLoadLoseAndDoubleNothing() {
    races.kills(2);
  }
}
