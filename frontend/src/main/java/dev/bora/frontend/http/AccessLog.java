// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.http;

import dev.bora.frontend.call.Call;
import dev.bora.srm.types.SrmRequest;
import dev.bora.srm.types.SrmResponse;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for each SRM call. It has no TURL and no other secret: who holds a token must still be
 * its owner.
 */
public final class AccessLog {
  /** The name of its logger. */
  public static final String NAME = "bora.access";

  private static final Logger LOG = LoggerFactory.getLogger(NAME);

  private final boolean enabled;

  /** Writes, or does not. */
  public AccessLog(boolean enabled) {
    this.enabled = enabled;
  }

  /** A call that was read and answered. */
  void answered(Call call, SrmRequest request, SrmResponse response, Duration took) {
    if (!enabled || !LOG.isInfoEnabled()) {
      return;
    }
    CallSubject subject = CallSubject.of(request).with(response);
    LogLine line =
        begin(call)
            .word("operation", request.operation().wsdlName())
            .text("token", subject.token())
            .text("surl", subject.surls().stream().findFirst().orElse(null))
            .word("surls", subject.surls().size())
            .word("status", response.returnStatus().statusCode());
    LOG.info("{}", end(line, call, took));
  }

  /** A call that could not be read: of its contents nothing is known. */
  void unreadable(Call call, String operation, String status, Duration took) {
    if (enabled) {
      LogLine line = begin(call).word("operation", operation).word("status", status);
      LOG.info("{}", end(line, call, took));
    }
  }

  private static LogLine begin(Call call) {
    return new LogLine()
        .word("request", call.requestId())
        .word("client", call.clientAddress())
        .text("dn", call.caller().dn())
        .text("vo", call.caller().vo())
        .text("fqan", call.caller().fqans().stream().findFirst().orElse(null));
  }

  private static LogLine end(LogLine line, Call call, Duration took) {
    return line.word("ms", took.toMillis())
        .word("frontend", call.frontend())
        .word("backend", call.answeringBackend().orElse("-"));
  }
}
