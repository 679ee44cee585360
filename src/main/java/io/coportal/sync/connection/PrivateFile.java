package io.coportal.sync.connection;

import io.coportal.sync.problem.StartRefused;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/** A file that only the server's own user may read. */
public final class PrivateFile {
  private PrivateFile() {}

  /**
   * Writes the whole text or nothing: a crash half-way leaves no broken file behind.
   *
   * @throws StartRefused if the folder cannot be written
   */
  public static void write(Path file, String text) {
    Path target = file.toAbsolutePath();
    try {
      Files.createDirectories(target.getParent());
      Path draft = draftBeside(target);
      Files.writeString(draft, text);
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new StartRefused(
          "The file " + target + " cannot be written.",
          "Let this server's user write to the folder, or point the setting to another one.");
    }
  }

  private static Path draftBeside(Path target) throws IOException {
    FileStore store = Files.getFileStore(target.getParent());
    return store.supportsFileAttributeView(PosixFileAttributeView.class)
        ? Files.createTempFile(
            target.getParent(),
            ".draft",
            null,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
        : Files.createTempFile(target.getParent(), ".draft", null);
  }
}
