// SPDX-License-Identifier: Apache-2.0
package dev.bora.app.cluster;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.bora.db.table.AdoptionMapper.Adoption;
import dev.bora.db.table.ClusterMapper.AreaView;
import dev.bora.db.table.ClusterMapper.LeaseView;
import dev.bora.db.table.ClusterMapper.SuspectView;
import dev.bora.db.table.IncarnationRow;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cluster for machines: fields may be added, and none changes its name or meaning. Times are UTC
 * in ISO 8601, ages are seconds, what is not known is null.
 */
final class ClusterJson {
  private static final int MICROS_DIGITS = 6;

  private final JsonGenerator json;

  private ClusterJson(JsonGenerator json) {
    this.json = json;
  }

  static String of(ClusterView view) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      new ClusterJson(json).write(view);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text + "\n";
  }

  private interface Row<T> {
    void write(T row) throws IOException;
  }

  private void write(ClusterView view) throws IOException {
    json.writeStartObject();
    text("site", view.site());
    text("digest", view.digest());
    time("at", view.at());
    list("nodes", view.incarnations(), this::incarnation);
    list(
        "wanted",
        view.wanted(),
        row -> {
          text("what", row.what());
          text("name", row.name());
          text("wanted", row.wanted());
          time("since", row.askedAt());
        });
    list("areas", view.areas(), this::area);
    list("leases", view.leases(), this::lease);
    list(
        "held",
        view.held(),
        row -> {
          holder(row.node(), row.epoch());
          json.writeNumberField("files", row.files());
        });
    list(
        "waiting",
        view.waiting(),
        row -> {
          text("area", row.area());
          json.writeNumberField("files", row.files());
        });
    list(
        "requests",
        view.requests(),
        row -> {
          text("kind", row.kind().name());
          json.writeNumberField("queued", row.waiting());
          json.writeNumberField("in_progress", row.running());
          json.writeNumberField("wait_for_turl", row.parked());
          json.writeNumberField("turl_out", row.turls());
        });
    list("suspects", view.suspects(), this::suspect);
    list("adoptions", view.adoptions(), this::adoption);
    json.writeEndObject();
  }

  private <T> void list(String name, List<T> rows, Row<T> writer) throws IOException {
    json.writeArrayFieldStart(name);
    for (T row : rows) {
      json.writeStartObject();
      writer.write(row);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void incarnation(IncarnationRow row) throws IOException {
    holder(row.node(), row.epoch());
    text("role", row.role().name());
    text("state", row.state().name());
    text("address", row.address());
    text("version", row.version());
    text("digest", row.configDigest());
    time("started_at", row.startedAt());
    time("beat_at", row.beatAt());
    age("beat_age", row.ageMicros());
  }

  private void area(AreaView row) throws IOException {
    text("area", row.area());
    holder(row.node(), row.epoch());
    text("state", row.state());
    text("detail", row.detail());
    time("since", row.since());
  }

  private void lease(LeaseView row) throws IOException {
    boolean held = row.epoch() != null;
    text("job", row.job());
    holder(row.node(), row.epoch());
    time("held_since", held ? row.takenAt() : null);
    time("renewed_at", held ? row.renewedAt() : null);
    age("renewed_age", held ? row.renewedAgeMicros() : null);
  }

  private void suspect(SuspectView row) throws IOException {
    json.writeNumberField("file", row.id());
    text("kind", row.kind().name());
    text("area", row.area());
    text("path", Words.path(row.path()));
    holder(row.node(), row.epoch());
    text("step", row.step() == null ? null : row.step().name());
    json.writeBooleanField("alone", row.alone());
    json.writeNumberField("deaths", row.deaths());
  }

  private void adoption(Adoption row) throws IOException {
    time("at", row.at());
    text("from_node", row.fromNode());
    json.writeNumberField("from_epoch", row.fromEpoch());
    text("to_node", row.toNode());
    json.writeNumberField("to_epoch", row.toEpoch());
    json.writeNumberField("files", row.files());
    json.writeNumberField("suspects", row.suspects());
  }

  private void holder(@Nullable String node, @Nullable Long epoch) throws IOException {
    text("node", node);
    if (epoch == null) {
      json.writeNullField("epoch");
    } else {
      json.writeNumberField("epoch", epoch);
    }
  }

  private void text(String name, @Nullable String value) throws IOException {
    if (value == null) {
      json.writeNullField(name);
    } else {
      json.writeStringField(name, value);
    }
  }

  private void time(String name, @Nullable Instant value) throws IOException {
    text(name, value == null ? null : value.toString());
  }

  private void age(String name, @Nullable Long micros) throws IOException {
    if (micros == null) {
      json.writeNullField(name);
    } else {
      json.writeNumberField(name, BigDecimal.valueOf(micros, MICROS_DIGITS));
    }
  }
}
