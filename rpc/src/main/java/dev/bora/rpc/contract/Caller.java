// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The user on whose behalf a call is made, as the frontend has authenticated it.
 *
 * @param dn the distinguished name of the end-entity certificate, in the slash form
 * @param vo the virtual organisation, or null when none was shown or mapped
 * @param fqans the verified VOMS attributes, the primary one first; may be empty
 * @param administrator whether the site file lists this user as an administrator
 */
public record Caller(String dn, @Nullable String vo, List<String> fqans, boolean administrator) {

  /** Checks and copies what was given. */
  public Caller {
    fqans = List.copyOf(fqans);
  }
}
