// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.identity;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.italiangrid.voms.VOMSAttribute;
import org.italiangrid.voms.ac.VOMSACValidator;
import org.italiangrid.voms.ac.VOMSValidationResult;
import org.jspecify.annotations.Nullable;

/** Takes the VOMS attributes out of a validated chain. */
final class VomsLookup {

  /**
   * What was found.
   *
   * @param vo of the first attribute certificate that verified
   * @param fqans canonical, without repetition
   * @param expires of the first attribute certificate to end; absent when none verified
   * @param refused why others did not count, one line each
   */
  record Found(
      @Nullable String vo, List<String> fqans, @Nullable Instant expires, List<String> refused) {}

  private @Nullable String vo;
  private final List<String> fqans = new ArrayList<>();
  private @Nullable Instant expires;
  private final List<String> refused = new ArrayList<>();

  private VomsLookup() {}

  static Found in(@Nullable VOMSACValidator validator, X509Certificate[] chain) {
    VomsLookup lookup = new VomsLookup();
    if (validator != null) {
      lookup.validate(validator, chain);
    }
    return new Found(
        lookup.vo, List.copyOf(lookup.fqans), lookup.expires, List.copyOf(lookup.refused));
  }

  private void validate(VOMSACValidator validator, X509Certificate[] chain) {
    try {
      for (VOMSValidationResult result : validator.validateWithResult(chain)) {
        if (result.isValid()) {
          accept(result.getAttributes());
        } else {
          refuse(result);
        }
      }
    } catch (RuntimeException e) {
      // An attribute certificate comes from outside: one that cannot even be parsed is as good as
      // absent.
      refused.add("unreadable: " + ChainValidation.oneLine(String.valueOf(e.getMessage())));
    }
  }

  private void accept(VOMSAttribute attributes) {
    String speaksFor = attributes.getVO();
    for (String fqan : attributes.getFQANs()) {
      String canonical = Fqans.canonical(fqan);
      if (!Fqans.belongsTo(canonical, speaksFor)) {
        refused.add(
            ChainValidation.oneLine(
                "%s is not for the VOMS server of %s to say".formatted(fqan, speaksFor)));
      } else if (!fqans.contains(canonical)) {
        fqans.add(canonical);
      }
    }
    if (vo == null) {
      vo = speaksFor;
    }
    Instant end = attributes.getNotAfter().toInstant();
    if (expires == null || end.isBefore(expires)) {
      expires = end;
    }
  }

  private void refuse(VOMSValidationResult result) {
    VOMSAttribute attributes = result.getAttributes();
    String errors =
        result.getValidationErrors().stream()
            .map(error -> error.getErrorCode() + ": " + error.getMessage())
            .collect(Collectors.joining("; "));
    refused.add(
        ChainValidation.oneLine(
            attributes == null ? errors : "%s: %s".formatted(attributes.getVO(), errors)));
  }
}
