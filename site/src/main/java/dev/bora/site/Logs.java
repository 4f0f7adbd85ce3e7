// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import dev.bora.site.binding.Between;
import dev.bora.site.binding.Default;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is logged, and where to.
 *
 * @param level the least severe that is logged
 * @param directory for the log and the access log of each node; null: standard output
 * @param access whether frontends write a line for each SRM call
 * @param keep how long files in the directory are kept
 */
public record Logs(
    @Default("INFO") LogLevel level,
    @Nullable Path directory,
    @Default("true") boolean access,
    @Default("30d") @Between(min = "1d", max = "3650d") Duration keep) {}
