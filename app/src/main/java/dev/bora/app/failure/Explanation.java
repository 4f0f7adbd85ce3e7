// SPDX-License-Identifier: Apache-2.0
package dev.bora.app.failure;

import dev.bora.db.DatabaseUnavailableException;
import dev.bora.db.ServerCheck.UnfitServerException;
import dev.bora.db.node.UnfitNodeException;
import dev.bora.site.SiteException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Objects;
import java.util.Optional;

/** Failures in the words of the system: one line, without the names of classes. */
public final class Explanation {
  private Explanation() {}

  /** What to tell the user; empty for what is no failure but a defect of Bora. */
  public static Optional<String> of(Throwable failure) {
    return switch (failure) {
      case SiteException site -> Optional.of(ofSite(site));
      case FileSystemException file -> Optional.of(ofFile(file));
      case SQLTransientConnectionException lost ->
          Optional.of("the database does not answer: " + oneLine(text(root(lost))));
      case RefusedException _,
          IOException _,
          GeneralSecurityException _,
          SQLException _,
          UnfitServerException _,
          UnfitNodeException _,
          DatabaseUnavailableException _ ->
          Optional.of(oneLine(text(failure)));
      default -> Optional.empty();
    };
  }

  private static String text(Throwable failure) {
    return Objects.requireNonNullElse(failure.getMessage(), failure.getClass().getSimpleName());
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    for (Throwable cause = root.getCause(); cause != null; cause = cause.getCause()) {
      root = cause;
    }
    return root;
  }

  /** One problem is told; of several, how to see them. */
  private static String ofSite(SiteException failure) {
    return switch (failure.problems().size()) {
      case 0 -> oneLine(text(failure));
      case 1 -> oneLine(failure.problems().getFirst().toString());
      default -> text(failure).lines().findFirst().orElseThrow() + "; see bora config check";
    };
  }

  private static String ofFile(FileSystemException failure) {
    String file = failure.getFile();
    String reason =
        switch (failure) {
          case NoSuchFileException _ -> "No such file or directory";
          case AccessDeniedException _ -> "Permission denied";
          case FileAlreadyExistsException _ -> "File exists";
          case NotDirectoryException _ -> "Not a directory";
          case DirectoryNotEmptyException _ -> "Directory not empty";
          default -> Objects.requireNonNullElse(failure.getReason(), "Input/output error");
        };
    return oneLine(file == null ? reason : file + ": " + reason);
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
