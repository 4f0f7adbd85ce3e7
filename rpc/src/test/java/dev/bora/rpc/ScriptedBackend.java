// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc;

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
import java.util.concurrent.CopyOnWriteArrayList;

/** A backend that answers every call by a script, and keeps what it was asked. */
public final class ScriptedBackend implements BackendCalls {

  /** What a call does. */
  @FunctionalInterface
  public interface Script {
    Object answer(CallContext context, Object args) throws Exception;
  }

  /** One call that came. */
  public record Seen(CallContext context, Object args) {}

  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final Script script;

  public ScriptedBackend(Script script) {
    this.script = script;
  }

  /** Answers pings with its name. */
  public static ScriptedBackend named(String name) {
    return new ScriptedBackend((_, _) -> new PingReply(name, "1"));
  }

  public List<Seen> seen() {
    return seen;
  }

  // The script knows what its call returns.
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private <T> T answer(CallContext context, Object args) {
    seen.add(new Seen(context, args));
    try {
      return (T) script.answer(context, args);
    } catch (RuntimeException expected) {
      throw expected;
    } catch (Exception other) {
      throw new IllegalStateException(other);
    }
  }

  @Override
  public LsPage ls(CallContext context, LsArgs args) {
    return answer(context, args);
  }

  @Override
  public Outcome mkdir(CallContext context, MkdirArgs args) {
    return answer(context, args);
  }

  @Override
  public Outcome rmdir(CallContext context, RmdirArgs args) {
    return answer(context, args);
  }

  @Override
  public List<Outcome> rm(CallContext context, RmArgs args) {
    return answer(context, args);
  }

  @Override
  public Outcome mv(CallContext context, MvArgs args) {
    return answer(context, args);
  }

  @Override
  public List<Outcome> putDone(CallContext context, PutDoneArgs args) {
    return answer(context, args);
  }

  @Override
  public Outcome abortRequest(CallContext context, AbortRequestArgs args) {
    return answer(context, args);
  }

  @Override
  public List<Outcome> abortFiles(CallContext context, AbortFilesArgs args) {
    return answer(context, args);
  }

  @Override
  public NudgeReply nudge(CallContext context, NudgeArgs args) {
    return answer(context, args);
  }

  @Override
  public PingReply ping(CallContext context, PingArgs args) {
    return answer(context, args);
  }
}
