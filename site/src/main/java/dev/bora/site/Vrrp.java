// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import dev.bora.site.binding.Between;
import dev.bora.site.binding.Default;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the directors agree on which of them is active (VRRP).
 *
 * @param version 2 (RFC 3768) or 3 (RFC 5798)
 * @param advert how often the active one says that it is; it is missed after three of them and a
 *     bit
 * @param preempt whether one of greater priority takes over when it comes back, which moves the
 *     addresses once more
 * @param passwordFile a secret file on the directors, of version 2 only; null: none
 */
public record Vrrp(
    @Default("3") @Between(min = "2", max = "3") int version,
    @Default("500ms") @Between(min = "100ms", max = "40s") Duration advert,
    @Default("false") boolean preempt,
    @Nullable Path passwordFile) {}
