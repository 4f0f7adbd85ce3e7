// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

/** The kind of an asynchronous request. */
public enum TRequestType {
  PREPARE_TO_GET,
  PREPARE_TO_PUT,
  COPY,
  BRING_ONLINE,
  RESERVE_SPACE,
  UPDATE_SPACE,
  CHANGE_SPACE_FOR_FILES,
  LS
}
