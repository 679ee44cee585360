import io.coportal.sync.bench.SdkLoop;

/**
 * Started as a source file: a second compiled class with a main method among the tests would hide the one that
 * spring-boot:test-run starts.
 */
class StartLoop {
  public static void main(String[] args) throws Exception {
    SdkLoop.measure(args);
  }
}
