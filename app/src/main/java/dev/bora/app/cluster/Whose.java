// SPDX-License-Identifier: Apache-2.0
package dev.bora.app.cluster;

import static java.util.Objects.requireNonNull;

import dev.bora.app.failure.RefusedException;
import dev.bora.db.table.Pause;
import dev.bora.db.table.Requester;
import dev.bora.site.Site;
import dev.bora.site.StorageArea;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose work a command is about: one of the two. */
final class Whose {
  @Option(names = "--area", required = true, paramLabel = "NAME", description = "A storage area.")
  private @Nullable String area;

  @Option(
      names = "--user",
      required = true,
      paramLabel = "DN",
      description = "A user, in all VOs of the site.")
  private @Nullable String user;

  Pause.Kind kind() {
    return area == null ? Pause.Kind.USER : Pause.Kind.AREA;
  }

  String name() {
    return area == null ? requireNonNull(user) : area;
  }

  /**
   * The rows that let it wait.
   *
   * @throws RefusedException the site has no such storage area; the message lists those that it has
   */
  List<Pause> pauses(Site site, boolean refuses) throws RefusedException {
    require(site);
    if (kind() == Pause.Kind.AREA) {
      return List.of(new Pause(Pause.Kind.AREA, name(), 0, refuses));
    }
    // A user's share is one within a VO, or without any.
    Stream<@Nullable String> vos =
        Stream.concat(
            Stream.of((String) null),
            site.storageAreas().byName().values().stream()
                .map(StorageArea::vos)
                .flatMap(Set::stream)
                .distinct());
    return vos.map(vo -> new Requester(name(), vo, List.of()).share())
        .map(share -> new Pause(Pause.Kind.USER, name(), share, refuses))
        .toList();
  }

  private void require(Site site) throws RefusedException {
    if (area != null && !site.storageAreas().byName().containsKey(area)) {
      throw new RefusedException(
          "no storage area is named '%s'; site %s has: %s"
              .formatted(
                  area, site.name(), String.join(", ", site.storageAreas().byName().keySet())));
    }
  }
}
