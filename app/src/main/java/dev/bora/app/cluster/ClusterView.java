// SPDX-License-Identifier: Apache-2.0
package dev.bora.app.cluster;

import dev.bora.db.Database;
import dev.bora.db.Tables;
import dev.bora.db.table.AdoptionMapper.Adoption;
import dev.bora.db.table.ClusterMapper.AreaView;
import dev.bora.db.table.ClusterMapper.HeldView;
import dev.bora.db.table.ClusterMapper.LeaseView;
import dev.bora.db.table.ClusterMapper.SuspectView;
import dev.bora.db.table.ClusterMapper.WaitingView;
import dev.bora.db.table.ClusterMapper.WantedView;
import dev.bora.db.table.IncarnationRow;
import dev.bora.db.table.NodeRole;
import dev.bora.db.table.RequestKind;
import dev.bora.db.table.TallyRow;
import dev.bora.site.Site;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A cluster at one moment, as its database has it.
 *
 * @param site its name
 * @param digest of the site file that the command was given
 * @param at on the database's clock
 * @param incarnations those that are not GONE, oldest first
 * @param wanted what operators want, beside that all works
 * @param areas as each backend sees them
 * @param held files in the hands of each backend, with those that have none
 * @param waiting files that wait in each area, with those in which none does
 * @param requests files of each kind of request that have not ended, as limits count them
 * @param adoptions the latest, newest first
 * @param suspects in somebody's hands
 */
record ClusterView(
    String site,
    String digest,
    Instant at,
    List<IncarnationRow> incarnations,
    List<WantedView> wanted,
    List<AreaView> areas,
    List<LeaseView> leases,
    List<HeldView> held,
    List<WaitingView> waiting,
    List<TallyRow> requests,
    List<Adoption> adoptions,
    List<SuspectView> suspects) {
  private static final int MOST_ADOPTIONS = 20;
  private static final int MOST_SUSPECTS = 100;

  static ClusterView of(Site site, Database database) {
    return database.call(tables -> of(site, tables));
  }

  private static ClusterView of(Site site, Tables tables) {
    List<IncarnationRow> incarnations = tables.incarnations().live();
    return new ClusterView(
        site.name(),
        site.digest(),
        tables.cluster().now(),
        incarnations,
        tables.cluster().wanted(),
        tables.cluster().areas(),
        tables.cluster().leases(),
        held(incarnations, tables.cluster().held()),
        waiting(site, tables.cluster().waiting()),
        requests(tables),
        tables.adoptions().latest(MOST_ADOPTIONS),
        tables.cluster().suspects(MOST_SUSPECTS));
  }

  private static List<TallyRow> requests(Tables tables) {
    List<RequestKind> kinds =
        Arrays.stream(RequestKind.values()).filter(RequestKind::isQueued).toList();
    Map<RequestKind, TallyRow> byKind =
        tables.tallies().of(kinds, List.of(TallyRow.ALL)).stream()
            .collect(Collectors.toMap(TallyRow::kind, Function.identity()));
    return kinds.stream()
        .map(kind -> byKind.getOrDefault(kind, TallyRow.none(kind, TallyRow.ALL)))
        .toList();
  }

  private static List<HeldView> held(List<IncarnationRow> incarnations, List<HeldView> found) {
    Map<Long, HeldView> byEpoch =
        found.stream()
            .collect(
                Collectors.toMap(
                    HeldView::epoch, Function.identity(), (one, _) -> one, TreeMap::new));
    incarnations.stream()
        .filter(row -> row.role() == NodeRole.BACKEND)
        .forEach(row -> byEpoch.putIfAbsent(row.epoch(), new HeldView(row.node(), row.epoch(), 0)));
    return new ArrayList<>(byEpoch.values());
  }

  private static List<WaitingView> waiting(Site site, List<WaitingView> found) {
    Map<String, WaitingView> byArea =
        found.stream()
            .collect(
                Collectors.toMap(
                    WaitingView::area, Function.identity(), (one, _) -> one, TreeMap::new));
    site.storageAreas()
        .byName()
        .keySet()
        .forEach(area -> byArea.putIfAbsent(area, new WaitingView(area, 0)));
    return new ArrayList<>(byArea.values());
  }
}
