// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Which local account a DN or an FQAN stands for.
 *
 * <p>The file has a line for each: {@code "<DN or FQAN>" user[:group] [vo=NAME]}. The lines of a
 * classic grid-mapfile are such lines; of a list of users the first counts. {@code /vo/group/*}
 * stands for the group and all that is below it. {@code #} starts a comment.
 *
 * <p>A file that changes is read again, at most once a second, when somebody is looked up. One that
 * is broken then is logged once, and the last good one stays in force.
 */
public final class GridMap {
  private final Supplier<GridMapEntries> current;

  private GridMap(Supplier<GridMapEntries> current) {
    this.current = current;
  }

  /** A map without anybody, for sites without a gridmap. */
  public static GridMap empty() {
    GridMapEntries nobody = GridMapEntries.empty();
    return new GridMap(() -> nobody);
  }

  /**
   * Opens a gridmap.
   *
   * @throws SiteException if it cannot be read, or listing all lines that are wrong
   */
  public static GridMap open(Path file) throws SiteException {
    return open(file, System::nanoTime);
  }

  static GridMap open(Path file, NanoClock clock) throws SiteException {
    try {
      return new GridMap(WatchedFile.open(file, GridMapParser::parse, clock)::current);
    } catch (IOException e) {
      throw new SiteException(WatchedFile.reason(file, e), e);
    }
  }

  /**
   * The account of somebody: that of the DN, else that of the first FQAN that has one. An FQAN's
   * own line comes before wildcards, a longer wildcard before a shorter one.
   *
   * @param dn in the slash form
   * @param fqans the verified ones, the primary one first
   */
  public Optional<LocalAccount> lookup(String dn, List<String> fqans) {
    return current.get().lookup(dn, fqans);
  }
}
