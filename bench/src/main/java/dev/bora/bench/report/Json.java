// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.bora.bench.report.Measurement.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** All figures of a run, for machines. */
public final class Json {
  private Json() {}

  /** Writes conditions and measurements. */
  public static void write(
      Path file, Map<String, String> conditions, List<Measurement> measurements)
      throws IOException {
    try (JsonGenerator json =
        new JsonFactory()
            .createGenerator(Files.newBufferedWriter(file))
            .useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeObjectFieldStart("conditions");
      for (Map.Entry<String, String> condition : conditions.entrySet()) {
        json.writeStringField(condition.getKey(), condition.getValue());
      }
      json.writeEndObject();
      json.writeArrayFieldStart("measurements");
      for (Measurement measurement : measurements) {
        write(json, measurement);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static void write(JsonGenerator json, Measurement measurement) throws IOException {
    json.writeStartObject();
    json.writeStringField("scenario", measurement.scenario());
    json.writeStringField("contender", measurement.contender());
    json.writeNumberField("repetition", measurement.repetition());
    for (Map.Entry<String, Double> value : measurement.values().entrySet()) {
      json.writeNumberField(value.getKey(), value.getValue());
    }
    if (!measurement.curve().isEmpty()) {
      json.writeArrayFieldStart("percentiles");
      for (Point point : measurement.curve()) {
        json.writeStartArray();
        json.writeNumber(point.percentile());
        json.writeNumber(point.millis());
        json.writeEndArray();
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }
}
