// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.it.deployment.Deployment;
import dev.bora.it.harness.Transfers;
import dev.bora.it.harness.Transfers.Prepared;
import dev.bora.srm.types.SrmMvRequest;
import dev.bora.srm.types.SrmMvResponse;
import dev.bora.srm.types.TStatusCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Requests whose time runs out. */
public abstract class ExpiryTests extends DeployedTests {

  /** Far more than it takes, but for a machine that is busy with something else. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** The least that can be asked for. */
  private static final int LEAST_SECONDS = 1;

  /** Enough for an upload of some bytes. */
  private static final int SOME_SECONDS = 8;

  private final Transfers transfers = new Transfers(aliceSrm);

  protected ExpiryTests(Deployment deployment) throws Exception {
    super(deployment);
  }

  @Test
  void aPutThatIsNotDoneEnds() throws Exception {
    Leftovers leftovers = leftoversBefore();
    String surl = surl("late");
    Prepared put = transfers.pinnedFor(LEAST_SECONDS).prepareToPut(surl, 10L, null, "https");
    assertPutExpires(put.requireToken(), surl);
    assertThat(disk("late")).doesNotExist();
    leftovers.assertNone();
    assertPathIsFree("late");
  }

  @Test
  void anUploadThatIsNotDoneIsDiscarded() throws Exception {
    Leftovers leftovers = leftoversBefore();
    String surl = surl("uploaded");
    Prepared put = transfers.pinnedFor(SOME_SECONDS).prepareToPut(surl, 10L, null, "https");
    String turl = put.requireTurl();
    alice.curl("--fail", "-T", source(10).toString(), turl).run().succeeded();
    assertPutExpires(put.requireToken(), surl);
    alice.curl("--fail", "-T", source(20).toString(), turl).run().failed();
    assertThat(disk("uploaded")).doesNotExist();
    leftovers.assertNone();
    assertPathIsFree("uploaded");
  }

  private void assertPutExpires(String token, String surl) throws Exception {
    assertThat(
            lastOf(
                Set.of(TStatusCode.SRM_SPACE_AVAILABLE, TStatusCode.SRM_REQUEST_INPROGRESS),
                () -> transfers.statusOfPut(token).status().statusCode()))
        .isEqualTo(TStatusCode.SRM_FILE_LIFETIME_EXPIRED);
    assertThat(transfers.putDone(token, surl).statusCode())
        .isEqualTo(TStatusCode.SRM_FILE_LIFETIME_EXPIRED);
  }

  private void assertPathIsFree(String name) throws Exception {
    String surl = surl(name);
    Path source = source(30);
    Prepared put = transfers.prepareToPut(surl, 30L, null, "https");
    alice.curl("--fail", "-T", source.toString(), put.requireTurl()).run().succeeded();
    assertThat(transfers.putDone(put.requireToken(), surl).statusCode())
        .isEqualTo(TStatusCode.SRM_SUCCESS);
    assertThat(digest(disk(name))).isEqualTo(digest(source));
  }

  @Test
  void aPinRunsOut() throws Exception {
    Leftovers leftovers = leftoversBefore();
    Files.writeString(disk("pinned"), "1234567890");
    String surl = surl("pinned");
    String lasting = transfers.prepareToGet(surl, "https").requireToken();
    String passing = transfers.pinnedFor(LEAST_SECONDS).prepareToGet(surl, "https").requireToken();
    assertThat(
            lastOf(
                Set.of(TStatusCode.SRM_FILE_PINNED),
                () -> transfers.statusOfGet(passing).status().statusCode()))
        .isEqualTo(TStatusCode.SRM_RELEASED);

    // The other pin is its own, and holds the name.
    assertThat(transfers.statusOfGet(lasting).status().statusCode())
        .isEqualTo(TStatusCode.SRM_FILE_PINNED);
    assertThat(move(surl, surl("moved"))).isEqualTo(TStatusCode.SRM_FILE_BUSY);
    assertThat(transfers.release(lasting, surl).statusCode()).isEqualTo(TStatusCode.SRM_SUCCESS);
    assertThat(disk("pinned")).hasContent("1234567890");
    assertThat(move(surl, surl("moved"))).isEqualTo(TStatusCode.SRM_SUCCESS);
    leftovers.assertNone();
  }

  /** Nothing but its time ends this one. */
  @Test
  void aNameIsFreeWhenItsOnlyPinHasRunOut() throws Exception {
    Files.writeString(disk("pinned"), "1234567890");
    String surl = surl("pinned");
    transfers.pinnedFor(LEAST_SECONDS).prepareToGet(surl, "https").requireToken();
    assertThat(lastOf(Set.of(TStatusCode.SRM_FILE_BUSY), () -> move(surl, surl("moved"))))
        .isEqualTo(TStatusCode.SRM_SUCCESS);
    assertThat(disk("moved")).hasContent("1234567890");
  }

  private TStatusCode move(String from, String to) throws Exception {
    return aliceSrm
        .call(new SrmMvRequest(null, from, to, null), SrmMvResponse.class)
        .returnStatus()
        .statusCode();
  }

  /** What comes after these: waits for it. */
  private static TStatusCode lastOf(Set<TStatusCode> waiting, Callable<TStatusCode> look)
      throws Exception {
    long limit = System.nanoTime() + PATIENCE.toNanos();
    TStatusCode now = look.call();
    while (waiting.contains(now) && System.nanoTime() < limit) {
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      now = look.call();
    }
    return now;
  }
}
