package io.coportal.sync.connection;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A JVM of its own that writes its number to file after file, each only if it is the first. */
public final class WritingProcess {
  private WritingProcess() {}

  /** Prints what each of the files holds afterwards. */
  public static void main(String[] folderAndCount) {
    for (int file = 0; file < Integer.parseInt(folderAndCount[1]); file++) {
      System.out.println(
          PrivateFile.firstText(
              Path.of(folderAndCount[0]).resolve("file " + file),
              Long.toString(ProcessHandle.current().pid())));
    }
  }

  static List<String> run(Path folder, int files) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                WritingProcess.class.getName(),
                folder.toString(),
                Integer.toString(files))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("The process failed");
    }
    return said.lines().toList();
  }
}
