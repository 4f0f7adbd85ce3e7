// SPDX-License-Identifier: Apache-2.0
package dev.bora.app.cluster;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** A cluster for people. */
final class ClusterText {
  private final ClusterView view;

  private ClusterText(ClusterView view) {
    this.view = view;
  }

  static String of(ClusterView view) {
    return new ClusterText(view).text();
  }

  private String text() {
    return "site %s at %s, this site file %s\n"
            .formatted(view.site(), Words.time(view.at()), Words.digest(view.digest()))
        + section("nodes", incarnations())
        + section("wanted by operators", wanted())
        + section("storage areas", areas())
        + section("leases", leases())
        + section("in hand", held())
        + section("waiting", waiting())
        + section("puts and gets", requests())
        + section("suspects in hand", suspects())
        + section("recent adoptions", adoptions());
  }

  private static String section(String heading, Columns columns) {
    return "\n# " + heading + "\n" + columns.text();
  }

  private Columns incarnations() {
    Columns columns =
        new Columns("NODE", "ROLE", "EPOCH", "STATE", "BEAT", "VERSION", "DIGEST", "ADDRESS");
    view.incarnations()
        .forEach(row ->
            columns.row(
                row.node(),
                row.role().name().toLowerCase(Locale.ROOT),
                row.epoch(),
                row.state(),
                Words.age(row.age()),
                row.version(),
                Words.digest(row.configDigest()),
                row.address()));
    return columns;
  }

  private Columns wanted() {
    Columns columns = new Columns("WHAT", "NAME", "WANTED", "SINCE");
    view.wanted()
        .forEach(
            row -> columns.row(row.what(), row.name(), row.wanted(), Words.time(row.askedAt())));
    return columns;
  }

  private Columns areas() {
    Columns columns = new Columns("AREA", "BACKEND", "EPOCH", "STATE", "SINCE", "DETAIL");
    view.areas()
        .forEach(row ->
            columns.row(
                row.area(),
                row.node(),
                row.epoch(),
                row.state(),
                Words.time(row.since()),
                Words.orDash(row.detail())));
    return columns;
  }

  private Columns leases() {
    Columns columns = new Columns("JOB", "HOLDER", "EPOCH", "SINCE", "RENEWED");
    view.leases()
        .forEach(row -> {
          Long micros = row.renewedAgeMicros();
          boolean held = row.epoch() != null;
          columns.row(
              row.job(),
              Words.orDash(row.node()),
              Words.orDash(row.epoch()),
              held ? Words.time(row.takenAt()) : "-",
              held && micros != null ? Words.age(Duration.of(micros, ChronoUnit.MICROS)) : "-");
        });
    return columns;
  }

  private Columns held() {
    Columns columns = new Columns("BACKEND", "EPOCH", "FILES");
    view.held().forEach(row -> columns.row(Words.orDash(row.node()), row.epoch(), row.files()));
    return columns;
  }

  private Columns waiting() {
    Columns columns = new Columns("AREA", "FILES");
    view.waiting().forEach(row -> columns.row(row.area(), row.files()));
    return columns;
  }

  private Columns requests() {
    Columns columns = new Columns("KIND", "QUEUED", "IN PROGRESS", "WAIT FOR TURL", "TURL OUT");
    view.requests()
        .forEach(row ->
            columns.row(row.kind(), row.waiting(), row.running(), row.parked(), row.turls()));
    return columns;
  }

  private Columns suspects() {
    Columns columns =
        new Columns("FILE", "KIND", "BACKEND", "EPOCH", "ALONE", "DEATHS", "STEP", "AREA", "PATH");
    view.suspects()
        .forEach(row ->
            columns.row(
                row.id(),
                row.kind(),
                Words.orDash(row.node()),
                row.epoch(),
                row.alone() ? "yes" : "no",
                row.deaths(),
                Words.orDash(row.step()),
                Words.orDash(row.area()),
                Words.orDash(Words.path(row.path()))));
    return columns;
  }

  private Columns adoptions() {
    Columns columns = new Columns("AT", "FROM", "EPOCH", "TO", "EPOCH", "FILES", "SUSPECTS");
    view.adoptions()
        .forEach(row ->
            columns.row(
                Words.time(row.at()),
                row.fromNode(),
                row.fromEpoch(),
                row.toNode(),
                row.toEpoch(),
                row.files(),
                row.suspects()));
    return columns;
  }
}
