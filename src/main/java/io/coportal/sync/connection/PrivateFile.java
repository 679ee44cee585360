package io.coportal.sync.connection;

import io.coportal.sync.problem.StartRefused;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/** A file that only the server's own user may read. */
public final class PrivateFile {
  private PrivateFile() {}

  /**
   * Writes the whole text, unless the file is there already: of several servers that start together
   * one writes, and all have the same. A crash half-way leaves no broken file behind.
   *
   * @return what the file holds now
   * @throws StartRefused if the folder cannot be written or the file cannot be read
   */
  public static String firstText(Path file, String text) {
    Path target = file.toAbsolutePath();
    try {
      if (!Files.exists(target)) {
        Files.createDirectories(target.getParent());
        create(target, text);
      }
    } catch (IOException e) {
      throw new StartRefused(
          "The file " + target + " cannot be written.",
          "Let this server's user write to the folder, or point the setting to another one.");
    }
    return read(target);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new StartRefused(
          "The file " + file + " cannot be read.",
          "Let this server's user read it, or point the setting to another one.");
    }
  }

  private static void create(Path target, String text) throws IOException {
    Path draft = draftBeside(target);
    try {
      Files.writeString(draft, text);
      // A move would replace the file of a server that was faster; a link to what is there fails.
      Files.createLink(target, draft);
    } catch (FileAlreadyExistsException anotherServerWasFaster) {
      return;
    } catch (UnsupportedOperationException | FileSystemException noLinksHere) {
      Files.move(draft, target);
    } finally {
      Files.deleteIfExists(draft);
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
