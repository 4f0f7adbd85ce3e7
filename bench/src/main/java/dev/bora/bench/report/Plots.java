// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.report;

import dev.bora.bench.report.Measurement.Point;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Plots as SVG: logarithmic axes, for contenders lie far apart. */
public final class Plots {
  private static final String RATE = "per_second";
  private static final int WIDTH = 760;
  private static final int LABEL = 170;
  private static final int ROW = 24;
  private static final int HEIGHT = 420;
  private static final int MARGIN = 50;
  private static final List<String> COLOURS =
      List.of("#0b6e4f", "#888888", "#1f77b4", "#6baed6", "#d62728", "#9467bd", "#e6a700");

  private Plots() {}

  /** Latencies where there are any, else rates where there are any. */
  public static Optional<String> of(Figures figures, String scenario) {
    List<String> contenders = figures.contenders(scenario);
    if (contenders.stream().anyMatch(one -> !figures.curve(scenario, one).isEmpty())) {
      return Optional.of(latencies(figures, scenario));
    }
    return contenders.stream().anyMatch(one -> figures.spread(scenario, one, RATE).isPresent())
        ? Optional.of(rates(figures, scenario))
        : Optional.empty();
  }

  /** Bars of medians with a line from the least to the greatest. */
  private static String rates(Figures figures, String scenario) {
    List<String> contenders = figures.contenders(scenario);
    StringBuilder svg = new StringBuilder();
    double decades = 6;
    double scale = (WIDTH - LABEL - 90) / decades;
    int y = 30;
    for (String contender : contenders) {
      Optional<Spread> spread = figures.spread(scenario, contender, RATE);
      if (spread.isPresent()) {
        double median = scale * decade(spread.get().median());
        double from = LABEL + scale * decade(spread.get().least());
        double to = LABEL + scale * decade(spread.get().greatest());
        svg.append(text(LABEL - 8, y + 13, "end", contender))
            .append(
                "<rect x='%d' y='%d' width='%.1f' height='16' fill='%s'/>%n"
                    .formatted(LABEL, y, median, colour(contenders, contender)))
            .append(line(from, y + 8, to, y + 8, "#000"))
            .append(text((int) to + 6, y + 13, "start", Tables.number(spread.get().median())));
      }
      y += ROW;
    }
    return frame(WIDTH, y + 10, scenario + ": requests a second, logarithmic", svg);
  }

  private static double decade(double value) {
    return Math.log10(Math.max(1, value));
  }

  /** Latency over percentile: 0, 90, 99, 99.9 % are equally far from one another. */
  private static String latencies(Figures figures, String scenario) {
    List<String> contenders = figures.contenders(scenario);
    StringBuilder svg = new StringBuilder();
    grid(svg);
    int legend = 40;
    for (String contender : contenders) {
      StringBuilder path = new StringBuilder();
      for (Point point : figures.curve(scenario, contender)) {
        path.append(path.isEmpty() ? "M" : "L")
            .append(
                String.format(Locale.ROOT, "%.1f %.1f ", x(point.percentile()), y(point.millis())));
      }
      svg.append(
          "<path d='%s' fill='none' stroke='%s' stroke-width='2'/>%n"
              .formatted(path, colour(contenders, contender)));
      svg.append(
          "<rect x='%d' y='%d' width='12' height='12' fill='%s'/>%n"
              .formatted(MARGIN + 16, legend, colour(contenders, contender)));
      svg.append(text(MARGIN + 34, legend + 11, "start", contender));
      legend += 18;
    }
    return frame(WIDTH, HEIGHT, scenario + ": ms from arrival to end, by percentile", svg);
  }

  private static void grid(StringBuilder svg) {
    for (double percentile : new double[] {0, 90, 99, 99.9, 99.99}) {
      int x = (int) x(percentile);
      svg.append(line(x, 30, x, HEIGHT - MARGIN, "#ddd"))
          .append(text(x, HEIGHT - MARGIN + 18, "middle", percentile + " %"));
    }
    for (double millis = 0.1; millis < 200_000; millis *= 10) {
      int y = (int) y(millis);
      svg.append(line(MARGIN, y, WIDTH - 20, y, "#ddd"))
          .append(
              text(
                  MARGIN - 6,
                  y + 4,
                  "end",
                  String.format(Locale.ROOT, "%.9g", millis).replaceAll("\\.?0+$", "")));
    }
  }

  static double x(double percentile) {
    double nines = Math.min(4, -Math.log10(1 - Math.min(percentile, 99.9999) / 100));
    return MARGIN + nines * (WIDTH - MARGIN - 40) / 4;
  }

  static double y(double millis) {
    double decades = Math.log10(Math.max(0.1, millis)) + 1;
    return HEIGHT - MARGIN - decades * (HEIGHT - MARGIN - 30) / 6.3;
  }

  private static String colour(List<String> contenders, String contender) {
    return COLOURS.get(contenders.indexOf(contender) % COLOURS.size());
  }

  private static String text(int x, int y, String anchor, String text) {
    return "<text x='%d' y='%d' text-anchor='%s'>%s</text>%n".formatted(x, y, anchor, text);
  }

  private static String line(double x1, double y1, double x2, double y2, String colour) {
    return String.format(
        Locale.ROOT,
        "<line x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f' stroke='%s'/>%n",
        x1,
        y1,
        x2,
        y2,
        colour);
  }

  private static String frame(int width, int height, String title, StringBuilder content) {
    return """
    <svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' font-family='sans-serif' font-size='12'>
    <rect width='%d' height='%d' fill='#fff'/>
    %s%s</svg>
    """
        .formatted(width, height, width, height, text(10, 18, "start", title), content);
  }
}
