// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.names;

import dev.bora.frontend.call.RefusedException;
import dev.bora.rpc.contract.Caller;
import dev.bora.site.Site;
import dev.bora.site.StorageArea;
import dev.bora.site.StorageAreas;
import dev.bora.srm.surl.InvalidSurlException;
import dev.bora.srm.surl.Surl;
import dev.bora.srm.types.TStatusCode;
import java.util.List;

/**
 * From the text of a SURL to a place in a storage area. Access is coarse: members of an area's VOs,
 * and administrators.
 */
public final class SurlResolver {
  private final Site site;

  /** For a site. */
  public SurlResolver(Site site) {
    this.site = site;
  }

  /**
   * Where a SURL leads. SRM_INVALID_PATH: it is no SURL of this site, or no storage area covers it;
   * SRM_AUTHORIZATION_FAILURE: the area is that of other VOs.
   */
  public Resolution resolve(String text, Caller caller) {
    Surl surl;
    try {
      surl = Surl.parse(text);
    } catch (InvalidSurlException invalid) {
      return new Resolution.Refused(text, TStatusCode.SRM_INVALID_PATH, invalid.explanation());
    }
    if (!site.isOurs(surl.host(), surl.port())) {
      return new Resolution.Refused(
          text,
          TStatusCode.SRM_INVALID_PATH,
          "No such file or directory: the SURL is not one of this site");
    }
    return site.storageAreas()
        .resolve(surl.path())
        .map(place -> permitted(surl, place, caller))
        .orElseGet(() ->
            new Resolution.Refused(
                text, TStatusCode.SRM_INVALID_PATH, "No such file or directory"));
  }

  private static Resolution permitted(Surl surl, StorageAreas.Resolved place, Caller caller) {
    StorageArea area = place.area();
    String vo = caller.vo();
    if (caller.administrator() || (vo != null && area.vos().contains(vo))) {
      return new Resolution.Found(surl, area, place.path());
    }
    return new Resolution.Refused(
        surl.text(), TStatusCode.SRM_AUTHORIZATION_FAILURE, "Permission denied");
  }

  /** As {@link #resolve(String, Caller)}, for each. */
  public List<Resolution> resolve(List<String> texts, Caller caller) {
    return texts.stream().map(text -> resolve(text, caller)).toList();
  }

  /**
   * Where the only SURL of a call leads.
   *
   * @throws RefusedException nowhere
   */
  public Resolution.Found require(String text, Caller caller) {
    return switch (resolve(text, caller)) {
      case Resolution.Found found -> found;
      case Resolution.Refused refused ->
          throw new RefusedException(refused.code(), refused.explanation());
    };
  }

  /**
   * The same for all SURLs of one file, whichever form, host or access point they have; the text
   * itself if it leads nowhere.
   */
  public String key(String text) {
    try {
      return site.storageAreas()
          .resolve(Surl.parse(text).path())
          .map(place -> place.area().name() + ":" + place.path())
          .orElse(text);
    } catch (InvalidSurlException _) {
      return text;
    }
  }
}
