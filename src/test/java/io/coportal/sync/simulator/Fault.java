package io.coportal.sync.simulator;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** One scripted misfortune: where it strikes, how long it holds up, what it answers. */
public final class Fault {
  private enum Stage {
    ARRIVAL,
    BEHIND_THE_ANSWER,
    WORK,
    WORKED,
    ANSWER
  }

  private final String name;
  private final Stage stage;
  private final Duration delay;
  private final UnaryOperator<Response> change;

  private Fault(String name, Stage stage, Duration delay, UnaryOperator<Response> change) {
    this.name = name;
    this.stage = stage;
    this.delay = delay;
    this.change = change;
  }

  /** The connection ends before anything is done. */
  public static Fault dropBeforeWork() {
    return new Fault("drop-before-work", Stage.ARRIVAL, Duration.ZERO, answer -> null);
  }

  /** Everything is done and kept, the caller never hears of it. */
  public static Fault dropAnswer() {
    return new Fault("drop-answer", Stage.ANSWER, Duration.ZERO, answer -> null);
  }

  /** Something in front of the provider answers; the provider never sees the request. */
  public static Fault gatewayInstead(String name, Response response) {
    return new Fault(name, Stage.ARRIVAL, Duration.ZERO, answer -> response);
  }

  /** The provider works, something in front of it answers something else. */
  public static Fault gatewayAfterWork(String name, Response response) {
    return new Fault(name, Stage.ANSWER, Duration.ZERO, answer -> response);
  }

  /** The provider itself answers this and does nothing; an idempotency store keeps the answer. */
  public static Fault providerInstead(String name, Response response) {
    return new Fault(name, Stage.WORK, Duration.ZERO, answer -> response);
  }

  /** The provider does its work and then answers this; an idempotency store keeps the answer. */
  public static Fault providerAfterWork(String name, Response response) {
    return new Fault(name, Stage.WORKED, Duration.ZERO, answer -> response);
  }

  /** The provider works, its answer arrives changed. */
  public static Fault changedAnswer(String name, UnaryOperator<Response> change) {
    return new Fault(name, Stage.ANSWER, Duration.ZERO, change);
  }

  /** The work starts late, so a caller that gave up meanwhile has an invoice nobody told it of. */
  public static Fault slowWork(Duration delay) {
    return new Fault("slow-work", Stage.WORK, delay, null);
  }

  /** Something in front of the provider loses patience; the provider works when it has answered. */
  public static Fault gatewayBeforeWork(String name, Response response, Duration delay) {
    return new Fault(name, Stage.BEHIND_THE_ANSWER, delay, answer -> response);
  }

  /** The work is done at once, the answer leaves late. */
  public static Fault slowAnswer(Duration delay) {
    return new Fault("slow-answer", Stage.ANSWER, delay, UnaryOperator.identity());
  }

  /** The work is done, half of the body arrives under a matching length. */
  public static Fault truncatedAnswer() {
    return new Fault("truncated-answer", Stage.ANSWER, Duration.ZERO, Fault::half);
  }

  public String name() {
    return name;
  }

  /** The same, held up for so long. */
  public Fault after(Duration longer) {
    return new Fault(name, stage, longer, change);
  }

  boolean strikesOnArrival() {
    return stage == Stage.ARRIVAL;
  }

  boolean worksBehindTheAnswer() {
    return stage == Stage.BEHIND_THE_ANSWER;
  }

  /** What leaves before the work. */
  Response ahead() {
    return change.apply(null);
  }

  Duration delay() {
    return delay;
  }

  boolean strikesTheAnswer() {
    return stage == Stage.ANSWER;
  }

  /** What leaves instead of {@code answer}; null drops the connection. */
  Response apply(Response answer, Request.Pause pause) {
    pause.millis(delay.toMillis());
    return change.apply(answer);
  }

  Response around(Supplier<Response> work, Request.Pause pause) {
    switch (stage) {
      case WORK -> {
        pause.millis(delay.toMillis());
        return change == null ? work.get() : change.apply(null);
      }
      case WORKED -> {
        return apply(work.get(), pause);
      }
      default -> {
        return work.get();
      }
    }
  }

  private static Response half(Response whole) {
    var half = Arrays.copyOf(whole.body(), whole.body().length / 2);
    return new Response(whole.status(), whole.headers(), half);
  }
}
