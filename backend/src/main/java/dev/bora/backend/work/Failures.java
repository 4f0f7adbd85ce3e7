// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.work;

import dev.bora.filesystem.AreaBusyException;
import dev.bora.filesystem.AreaCondition;
import dev.bora.filesystem.AreaHungException;
import dev.bora.filesystem.AreaNotOpenException;
import dev.bora.filesystem.ContainmentException;
import dev.bora.filesystem.posix.Errno;
import dev.bora.filesystem.posix.PosixException;
import dev.bora.srm.types.TStatusCode;
import java.io.IOException;

/** What the file system's failures mean to an SRM client: POSIX wording, and nothing internal. */
public final class Failures {
  private Failures() {}

  /** The status and explanation of a failure. */
  public static Result result(IOException failure) {
    return switch (failure) {
      case ContainmentException refused -> contained(refused);
      case AreaHungException hung -> silent(hung.area());
      case AreaNotOpenException closed -> refusal(closed.area(), closed.condition());
      case AreaBusyException busy ->
          new Result(
              TStatusCode.SRM_INTERNAL_ERROR, "The storage area is overloaded, try again later");
      case PosixException posix -> posix(posix);
      default -> new Result(TStatusCode.SRM_INTERNAL_ERROR, "Input/output error");
    };
  }

  /** What is told of an area that does not work, before anything is begun there. */
  static Result refusal(String area, AreaCondition condition) {
    return switch (condition.state()) {
      case HUNG -> silent(area);
      case READ_ONLY -> new Result(TStatusCode.SRM_FAILURE, Errno.EROFS.wording());
      case FAILING ->
          new Result(
              TStatusCode.SRM_INTERNAL_ERROR,
              condition.detail() + ": storage area " + area + " fails, try again later");
      case WORKING -> throw new IllegalArgumentException(area + " works");
    };
  }

  // Clients try again on this status, and on no other.
  private static Result silent(String area) {
    return new Result(
        TStatusCode.SRM_INTERNAL_ERROR,
        "Storage area " + area + " does not answer at the moment, try again later");
  }

  private static Result contained(ContainmentException refused) {
    return switch (refused.reason()) {
      case SYMBOLIC_LINK ->
          new Result(
              TStatusCode.SRM_INVALID_PATH, "Symbolic link among the components of the path");
      case LEADS_OUTSIDE, HIDDEN_FOLDER ->
          new Result(TStatusCode.SRM_AUTHORIZATION_FAILURE, "Permission denied");
      case OTHER_FILE_SYSTEM ->
          new Result(TStatusCode.SRM_INVALID_PATH, "Invalid cross-device link");
    };
  }

  private static Result posix(PosixException failure) {
    TStatusCode status =
        switch (failure.errno()) {
          case ENOENT, ENOTDIR, ENAMETOOLONG, ELOOP, EINVAL, EISDIR -> TStatusCode.SRM_INVALID_PATH;
          case EACCES, EPERM -> TStatusCode.SRM_AUTHORIZATION_FAILURE;
          // It is the site's matter, whoever asks; and it does not pass by itself.
          case EROFS -> TStatusCode.SRM_FAILURE;
          case ENOSPC, EDQUOT -> TStatusCode.SRM_NO_FREE_SPACE;
          case EEXIST -> TStatusCode.SRM_DUPLICATION_ERROR;
          case ENOTEMPTY -> TStatusCode.SRM_NON_EMPTY_DIRECTORY;
          case EBUSY, ETXTBSY -> TStatusCode.SRM_FILE_BUSY;
          default -> TStatusCode.SRM_INTERNAL_ERROR;
        };
    return new Result(status, failure.errno().wording());
  }
}
