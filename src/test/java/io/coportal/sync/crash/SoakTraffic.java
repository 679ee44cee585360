package io.coportal.sync.crash;

import io.coportal.sync.contract.LedgerUnderTest;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/**
 * CoPortal's users: each company makes invoices and changes them all the time, at whichever
 * instance; one presses buttons, one leaves it to auto-sync, one has a history to be filled in.
 */
final class SoakTraffic {
  /** Of each story: many invoices share a client. */
  static final int CLIENTS = 25;

  private static final int NEW_OF_TEN = 6;
  private static final long PAUSE_OF_BUTTONS = Long.getLong("soak.pause", 2_500);
  private static final int HISTORY = Integer.getInteger("soak.history", 200);
  private static final long BETWEEN_HISTORIES_MILLIS = 120_000;
  private static final String NO_ANSWER = "none";

  private final List<Installation> instances;
  private final List<LedgerUnderTest> ledgers;
  private final long seed;
  private final CountDownLatch end;
  private final Queue<Wish> wishes = new ConcurrentLinkedQueue<>();
  private final Map<String, LongAdder> answers = new ConcurrentHashMap<>();

  SoakTraffic(
      List<Installation> instances, List<LedgerUnderTest> ledgers, long seed, CountDownLatch end) {
    this.instances = instances;
    this.ledgers = ledgers;
    this.seed = seed;
    this.end = end;
  }

  /** Everything that was ever asked for. */
  List<Wish> wishes() {
    return List.copyOf(wishes);
  }

  /** How many answers of each status there were. */
  Map<String, LongAdder> answers() {
    return answers;
  }

  /** Buttons, pressed until the end. */
  void presses(Company company) {
    work(company, "click", PAUSE_OF_BUTTONS, 1, this::press);
  }

  /** Invoices stored until the end; the ledgers are fed by themselves. */
  void stores(Company company) {
    work(company, "auto", PAUSE_OF_BUTTONS / 3, 2, this::store);
  }

  /** Histories that were stored before anybody asked for a ledger, one after the other. */
  void fillsIn(Company company) {
    Random random = new Random(seed + 3);
    for (int begun = 0; goesOn(0); begun += HISTORY) {
      fillIn(company, begun, random);
      if (!goesOn(BETWEEN_HISTORIES_MILLIS)) {
        return;
      }
    }
  }

  private void fillIn(Company company, int begun, Random random) {
    List<List<Wish>> history = new ArrayList<>();
    for (int n = begun; n < begun + HISTORY && goesOn(0); n++) {
      List<Wish> each = wishes(company, "history", n);
      each.forEach(wish -> wish.ask(1));
      if (until(random, api -> api.store(each.get(0).push(1).invoice()), 200, 201)) {
        history.add(each);
      }
    }
    for (int ledger = 0; ledger < ledgers.size(); ledger++) {
      LedgerUnderTest its = ledgers.get(ledger);
      if (until(random, api -> api.backfill(company, its), 202)) {
        int which = ledger;
        history.forEach(each -> each.get(which).accept(1));
      }
    }
  }

  /** Asks again and again; false if the end came before that answer. */
  private boolean until(
      Random random, Function<PortalApi, HttpResponse<String>> call, int... wanted) {
    do {
      int status = ask(random, call);
      for (int each : wanted) {
        if (status == each) {
          return true;
        }
      }
    } while (goesOn(PAUSE_OF_BUTTONS));
    return false;
  }

  private interface Action {
    void on(List<Wish> wishes, Random random);
  }

  private void work(Company company, String story, long pause, int salt, Action action) {
    Random random = new Random(seed + salt);
    List<List<Wish>> mine = new ArrayList<>();
    while (goesOn(pause / 2 + random.nextInt((int) pause))) {
      if (mine.isEmpty() || random.nextInt(10) < NEW_OF_TEN) {
        mine.add(wishes(company, story, mine.size()));
        action.on(mine.get(mine.size() - 1), random);
      } else {
        action.on(mine.get(random.nextInt(mine.size())), random);
      }
    }
  }

  private List<Wish> wishes(Company company, String story, int number) {
    String its = story + "-" + company.country();
    List<Wish> made =
        ledgers.stream().map(ledger -> new Wish(ledger, company, its, number)).toList();
    wishes.addAll(made);
    return made;
  }

  private void press(List<Wish> each, Random random) {
    for (Wish wish : each) {
      int version = wish.asked() + 1;
      wish.ask(version);
      if (ask(random, api -> api.press(wish.push(version))) == 202) {
        wish.accept(version);
      }
    }
  }

  private void store(List<Wish> each, Random random) {
    int version = each.get(0).asked() + 1;
    each.forEach(wish -> wish.ask(version));
    int status = ask(random, api -> api.store(each.get(0).push(version).invoice()));
    if (status == 200 || status == 201) {
      each.forEach(wish -> wish.accept(version));
    }
  }

  /** Asks any instance; the status of its answer, 0 for none. */
  private int ask(Random random, Function<PortalApi, HttpResponse<String>> call) {
    PortalApi api = instances.get(random.nextInt(instances.size())).api();
    try {
      HttpResponse<String> answer = call.apply(api);
      answers.computeIfAbsent(status(answer), first -> new LongAdder()).increment();
      return answer.statusCode();
    } catch (UncheckedIOException gone) {
      answers.computeIfAbsent(NO_ANSWER, first -> new LongAdder()).increment();
      return 0;
    }
  }

  private static String status(HttpResponse<String> answer) {
    String code = answer.body().replaceFirst("(?s).*\"code\":\"([a-z-]+)\".*", "$1");
    return answer.statusCode() < 300 ? "" + answer.statusCode() : answer.statusCode() + " " + code;
  }

  /** Waits so long; false once it is the end. */
  private boolean goesOn(long millis) {
    try {
      return !end.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
