// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.names;

import dev.bora.db.table.Place;
import dev.bora.rpc.contract.PathRef;
import dev.bora.site.StorageArea;
import dev.bora.srm.surl.Surl;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TStatusCode;

/** What became of the text of a SURL. */
public sealed interface Resolution {
  /** The SURL as the client wrote it. */
  String text();

  /**
   * A place that the caller may use.
   *
   * @param path below the area's root, without a leading slash; empty for the root itself
   */
  record Found(Surl surl, StorageArea area, String path) implements Resolution {
    @Override
    public String text() {
      return surl.text();
    }

    /** As backends are told. */
    public PathRef reference() {
      return new PathRef(area.name(), path);
    }

    /** As rows have it. */
    public Place place() {
      return Place.of(area.name(), path);
    }
  }

  /** No place, or none for the caller. */
  record Refused(String text, TStatusCode code, String explanation) implements Resolution {
    /** What the client is told of this SURL. */
    public TReturnStatus status() {
      return new TReturnStatus(code, explanation);
    }
  }
}
