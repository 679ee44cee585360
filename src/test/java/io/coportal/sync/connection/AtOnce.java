package io.coportal.sync.connection;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The same work on several threads that start together. */
final class AtOnce {
  private AtOnce() {}

  static <T> List<T> results(int workers, Callable<T> work) throws Exception {
    CyclicBarrier start = new CyclicBarrier(workers);
    ExecutorService pool = Executors.newFixedThreadPool(workers);
    try {
      Callable<T> task =
          () -> {
            start.await();
            return work.call();
          };
      List<T> results = new ArrayList<>();
      for (Future<T> done : pool.invokeAll(Collections.nCopies(workers, task))) {
        results.add(done.get());
      }
      return results;
    } finally {
      pool.shutdownNow();
    }
  }
}
