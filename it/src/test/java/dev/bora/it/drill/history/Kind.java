// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.history;

/** What a client asks for: one SRM call, or one transfer. */
public enum Kind {
  /** srmPrepareToPut. */
  PREPARE_PUT,
  /** srmStatusOfPutRequest. */
  STATUS_OF_PUT,
  /** Data to a TURL. */
  WRITE,
  /** srmPutDone. */
  PUT_DONE,
  /** srmAbortRequest. */
  ABORT,
  /** srmPrepareToGet. */
  PREPARE_GET,
  /** srmStatusOfGetRequest. */
  STATUS_OF_GET,
  /** Data from a TURL. */
  READ,
  /** srmReleaseFiles. */
  RELEASE,
  /** srmLs, one level. */
  LIST,
  /** srmMkdir. */
  MKDIR,
  /** srmRmdir. */
  RMDIR,
  /** srmRmdir, recursive. */
  RMDIR_TREE,
  /** srmRm. */
  REMOVE,
  /** srmMv. */
  MOVE,
  /** srmGetRequestTokens. */
  TOKENS;

  /** Whether it goes to a frontend. */
  public boolean isSrm() {
    return this != WRITE && this != READ;
  }
}
