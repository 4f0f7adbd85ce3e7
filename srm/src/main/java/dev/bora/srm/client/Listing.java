// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.client;

import dev.bora.srm.surl.Surl;
import dev.bora.srm.types.SrmLsRequest;
import dev.bora.srm.types.SrmLsResponse;
import dev.bora.srm.types.TFileType;
import dev.bora.srm.types.TMetaDataPathDetail;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TStatusCode;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * srmLs of one path. A directory that is too long for one answer (SRM_TOO_MANY_RESULTS) is asked
 * for in pages, with offset and count (SRM v2.2, 4.4.3); pages that are still too long are halved.
 */
final class Listing {

  private static final int FIRST_PAGE = 1000;

  private final SrmClient client;
  private final Surl surl;

  Listing(SrmClient client, Surl surl) {
    this.client = client;
    this.surl = surl;
  }

  TMetaDataPathDetail itself() throws IOException {
    return required(ask(0, null, null));
  }

  void children(Consumer<TMetaDataPathDetail> each) throws IOException {
    SrmLsResponse all = ask(1, null, null);
    if (tooMany(all)) {
      pages(each);
      return;
    }
    TMetaDataPathDetail top = required(all);
    if (top.type() == TFileType.DIRECTORY) {
      below(top).forEach(each);
    } else {
      each.accept(top);
    }
  }

  private void pages(Consumer<TMetaDataPathDetail> each) throws IOException {
    int page = FIRST_PAGE;
    int offset = 0;
    while (true) {
      SrmLsResponse answer = ask(1, offset, page);
      List<TMetaDataPathDetail> children = childrenIn(answer);
      if (tooMany(answer) && children.isEmpty() && page > 1) {
        page /= 2;
        continue;
      }
      if (!tooMany(answer)) {
        required(answer);
      } else if (children.isEmpty()) {
        throw new SrmStatusException(answer.returnStatus());
      }
      children.forEach(each);
      offset += children.size();
      if (children.size() < page && !tooMany(answer)) {
        return;
      }
    }
  }

  private SrmLsResponse ask(int levels, @Nullable Integer offset, @Nullable Integer count)
      throws IOException {
    return client.call(
        new SrmLsRequest(
            null, List.of(surl.text()), null, null, true, false, levels, offset, count),
        SrmLsResponse.class);
  }

  private static boolean tooMany(SrmLsResponse answer) {
    return answer.returnStatus().statusCode() == TStatusCode.SRM_TOO_MANY_RESULTS;
  }

  private static List<TMetaDataPathDetail> childrenIn(SrmLsResponse answer) {
    return answer.details() == null || answer.details().isEmpty()
        ? List.of()
        : below(answer.details().getFirst());
  }

  private static List<TMetaDataPathDetail> below(TMetaDataPathDetail directory) {
    return directory.arrayOfSubPaths() == null ? List.of() : directory.arrayOfSubPaths();
  }

  /** The path that was asked for; a file that is being written is shown as well. */
  private static TMetaDataPathDetail required(SrmLsResponse answer) throws IOException {
    TReturnStatus status = answer.returnStatus();
    if (answer.details() == null || answer.details().isEmpty()) {
      SrmClient.require(status);
      throw new IOException("the server answers srmLs with success and without the path");
    }
    TMetaDataPathDetail top = answer.details().getFirst();
    if (top.status() != null && top.status().statusCode() != TStatusCode.SRM_FILE_BUSY) {
      SrmClient.require(FileStatuses.better(status, top.status()));
    } else if (top.status() == null) {
      SrmClient.require(status);
    }
    return top;
  }
}
