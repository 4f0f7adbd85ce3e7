// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.health;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether a node should be given work. */
public sealed interface Health {

  /** Of a node that does not listen yet. */
  Health STARTING = new Unwell(List.of("it starts"));

  /**
   * It should.
   *
   * @param details what an operator may want to see, in this order
   */
  record Well(Map<String, String> details) implements Health {

    /** Copies what was given. */
    public Well {
      details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }
  }

  /**
   * Nothing new, but it goes on with what it has: whoever is connected stays.
   *
   * @param reasons why, at least one, in sentences for an operator
   */
  record Draining(List<String> reasons) implements Health {

    /** Checks and copies what was given. */
    public Draining {
      reasons = someReasons(reasons);
    }
  }

  /**
   * It should not.
   *
   * @param reasons why, at least one, in sentences for an operator
   * @param lastResort whether work that is given to it nevertheless is answered, if only with an
   *     error that clients try again after: better than nobody to connect to
   */
  record Unwell(List<String> reasons, boolean lastResort) implements Health {

    /** One that answers nothing. */
    public Unwell(List<String> reasons) {
      this(reasons, false);
    }

    /** Checks and copies what was given. */
    public Unwell {
      reasons = someReasons(reasons);
    }
  }

  private static List<String> someReasons(List<String> reasons) {
    if (reasons.isEmpty()) {
      throw new IllegalArgumentException("a node that is not well has a reason");
    }
    return List.copyOf(reasons);
  }
}
