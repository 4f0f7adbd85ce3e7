// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.call;

import dev.bora.rpc.contract.AbortFilesArgs;
import dev.bora.rpc.contract.AbortRequestArgs;
import dev.bora.rpc.contract.BackendCalls;
import dev.bora.rpc.contract.CallContext;
import dev.bora.rpc.contract.LsArgs;
import dev.bora.rpc.contract.LsPage;
import dev.bora.rpc.contract.MkdirArgs;
import dev.bora.rpc.contract.MvArgs;
import dev.bora.rpc.contract.NudgeArgs;
import dev.bora.rpc.contract.NudgeReply;
import dev.bora.rpc.contract.Outcome;
import dev.bora.rpc.contract.PingArgs;
import dev.bora.rpc.contract.PingReply;
import dev.bora.rpc.contract.PutDoneArgs;
import dev.bora.rpc.contract.RmArgs;
import dev.bora.rpc.contract.RmdirArgs;
import java.util.List;

/** The calls of the frontends, each handed to who does it. */
public final class BackendService implements BackendCalls {
  private final NameSpaceCalls nameSpace;
  private final RequestCalls requests;
  private final ListingCalls listing;
  private final NudgeCalls nudges;
  private final PingReply ping;

  /** Of the running backend. */
  public BackendService(
      NameSpaceCalls nameSpace,
      RequestCalls requests,
      ListingCalls listing,
      NudgeCalls nudges,
      PingReply ping) {
    this.nameSpace = nameSpace;
    this.requests = requests;
    this.listing = listing;
    this.nudges = nudges;
    this.ping = ping;
  }

  @Override
  public LsPage ls(CallContext context, LsArgs args) {
    return listing.ls(context.caller(), args);
  }

  @Override
  public Outcome mkdir(CallContext context, MkdirArgs args) {
    return nameSpace.mkdir(context, args);
  }

  @Override
  public Outcome rmdir(CallContext context, RmdirArgs args) {
    return nameSpace.rmdir(context, args);
  }

  @Override
  public List<Outcome> rm(CallContext context, RmArgs args) {
    return nameSpace.rm(context, args);
  }

  @Override
  public Outcome mv(CallContext context, MvArgs args) {
    return nameSpace.mv(context, args);
  }

  @Override
  public List<Outcome> putDone(CallContext context, PutDoneArgs args) {
    return requests.putDone(context, args);
  }

  @Override
  public Outcome abortRequest(CallContext context, AbortRequestArgs args) {
    return requests.abortRequest(context, args);
  }

  @Override
  public List<Outcome> abortFiles(CallContext context, AbortFilesArgs args) {
    return requests.abortFiles(context, args);
  }

  @Override
  public NudgeReply nudge(CallContext context, NudgeArgs args) {
    return nudges.nudge(args);
  }

  @Override
  public PingReply ping(CallContext context, PingArgs args) {
    return ping;
  }
}
