// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend;

import dev.bora.backend.turl.Turls;
import dev.bora.backend.work.Accounts;
import dev.bora.backend.work.OpenAreas;
import dev.bora.db.Database;
import dev.bora.db.node.Drain;
import dev.bora.heartbeat.BeatTimes;
import dev.bora.heartbeat.Membership;
import dev.bora.heartbeat.kernel.KillSwitch;
import dev.bora.site.BackendNode;
import dev.bora.site.Site;

/**
 * What a backend's process has as long as it runs, whichever its epoch.
 *
 * @param version of the software
 * @param drain of this process
 * @param database for the work
 * @param beats the same over connections of its own: a beat must not wait behind the work
 */
record Ground(
    Site site,
    BackendNode node,
    String version,
    Database database,
    Database beats,
    OpenAreas areas,
    Accounts accounts,
    Turls turls,
    Membership membership,
    BeatTimes times,
    Drain drain,
    KillSwitch killSwitch) {}
