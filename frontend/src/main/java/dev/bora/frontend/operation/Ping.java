// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.operation;

import dev.bora.frontend.call.Call;
import dev.bora.rpc.contract.PingReply;
import dev.bora.srm.types.SrmPingRequest;
import dev.bora.srm.types.SrmPingResponse;
import dev.bora.srm.types.SrmResponse;
import dev.bora.srm.types.TExtraInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * srmPing (SRM v2.2, 6.2). It answers without a backend as well: what is told of one is what was
 * last known.
 */
final class Ping implements OperationHandler<SrmPingRequest> {
  private final String version;
  private final Supplier<Optional<PingReply>> backend;

  Ping(String version, Supplier<Optional<PingReply>> backend) {
    this.version = version;
    this.backend = backend;
  }

  @Override
  public SrmResponse handle(Call call, SrmPingRequest request) {
    Optional<PingReply> reply = backend.get();
    List<TExtraInfo> infos = new ArrayList<>();
    infos.add(new TExtraInfo("backend_type", "Bora"));
    infos.add(
        new TExtraInfo(
            "backend_version",
            "<FE:%s><BE:%s>".formatted(version, reply.map(PingReply::version).orElse("none"))));
    infos.add(new TExtraInfo("frontend", call.frontend()));
    reply.ifPresent(known -> infos.add(new TExtraInfo("backend", known.backend())));
    return new SrmPingResponse("v2.2", infos);
  }
}
