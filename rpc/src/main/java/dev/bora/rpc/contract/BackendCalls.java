// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.contract;

import java.util.List;

/**
 * What a frontend asks of a backend: each method is a call on the wire, named as it is here.
 *
 * <p>Every call may be repeated with the same {@link CallContext#operationId}; the second attempt
 * waits for a live first one, or takes over a dead one, and never runs beside it.
 *
 * <p>What the storage or SRM refuses is an {@link Outcome}. A client's end throws unchecked
 * exceptions for what the transport could not do; an {@link AskAgainException} thrown by a
 * backend's end makes the caller's transport ask again, and any other exception reaches the caller
 * as a fault without details.
 */
public interface BackendCalls {

  /**
   * Lists paths, a page at a time (srmLs).
   *
   * @param context who asks, and as which operation
   * @param args what is asked
   * @return the page
   */
  LsPage ls(CallContext context, LsArgs args);

  /**
   * Makes a directory (srmMkdir).
   *
   * @param context who asks, and as which operation
   * @param args what is asked
   * @return what became of it
   */
  Outcome mkdir(CallContext context, MkdirArgs args);

  /**
   * Removes a directory (srmRmdir).
   *
   * @param context who asks, and as which operation
   * @param args what is asked
   * @return what became of it
   */
  Outcome rmdir(CallContext context, RmdirArgs args);

  /**
   * Removes files (srmRm).
   *
   * @param context who asks, and as which operation
   * @param args what is asked
   * @return one outcome per item, in the order of the arguments
   */
  List<Outcome> rm(CallContext context, RmArgs args);

  /**
   * Renames a file or directory (srmMv).
   *
   * @param context who asks, and as which operation
   * @param args what is asked
   * @return what became of it
   */
  Outcome mv(CallContext context, MvArgs args);

  /**
   * Publishes uploads (srmPutDone).
   *
   * @param context who asks, and as which operation
   * @param args what is asked
   * @return one outcome per item, in the order of the arguments
   */
  List<Outcome> putDone(CallContext context, PutDoneArgs args);

  /**
   * Ends a whole request (srmAbortRequest).
   *
   * @param context who asks, and as which operation
   * @param args what is asked
   * @return what became of it
   */
  Outcome abortRequest(CallContext context, AbortRequestArgs args);

  /**
   * Ends some files of a request (srmAbortFiles).
   *
   * @param context who asks, and as which operation
   * @param args what is asked
   * @return one outcome per item, in the order of the arguments
   */
  List<Outcome> abortFiles(CallContext context, AbortFilesArgs args);

  /**
   * Points at rows that were just committed, and waits a little for them.
   *
   * @param context who asks, and as which operation
   * @param args what is asked
   * @return what became of the rows, or nothing if that took too long
   */
  NudgeReply nudge(CallContext context, NudgeArgs args);

  /**
   * Tells who answers.
   *
   * @param context who asks, and as which operation
   * @param args what is asked
   * @return the backend
   */
  PingReply ping(CallContext context, PingArgs args);
}
