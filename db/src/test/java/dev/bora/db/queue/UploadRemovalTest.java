// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.queue;

import static dev.bora.db.queue.QueueFixture.ALICE;
import static dev.bora.db.queue.QueueFixture.put;
import static dev.bora.db.queue.QueueFixture.register;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bora.db.Database;
import dev.bora.db.TestServer;
import dev.bora.db.node.Fence;
import dev.bora.db.queue.Journal.Intent;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.FileState;
import dev.bora.db.table.Goal;
import dev.bora.db.table.Line;
import dev.bora.db.table.RequestKind;
import dev.bora.db.table.Step;
import dev.bora.srm.types.TStatusCode;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An srmRm that meets an upload, whose owner may abort it at the same moment. */
class UploadRemovalTest {
  private Database database;
  private Fence fence;
  private Claims claims;
  private FileRow upload;

  /** Stands for the srmRm: another file in this backend's hands. */
  private FileRow removal;

  @BeforeEach
  void upload() throws Exception {
    database = TestServer.migratedDatabase("upload_removal");
    fence = register(database, "backend-1");
    claims = new Claims(fence);
    upload = claimed("a");
    removal = claimed("b");
    Journal journal = new Journal(fence);
    journal.intend(Claim.of(upload), new Intent(Step.CREATE, null, 1), List.of());
    assertThat(journal.uploadReady(Claim.of(upload), "file:///a", 60)).isTrue();
  }

  @AfterEach
  void close() {
    database.close();
  }

  private FileRow claimed(String path) {
    new Submissions(database).submit(put(ALICE, path));
    return claims.claimOldest(Line.ofWork("data", RequestKind.PUT, ALICE.share()), 0, 1).getFirst();
  }

  private FileRow now(FileRow row) {
    return Objects.requireNonNull(database.call(tables -> tables.files().byId(row.id())));
  }

  private @Nullable FileRow remove() {
    return claims.claimToRemove(
        Claim.of(removal), upload.id(), "removal", TStatusCode.SRM_ABORTED, "removed");
  }

  @Test
  void hasEndedTheUploadThatItTook() {
    assertThat(remove()).isNotNull().extracting(FileRow::goal).isEqualTo(Goal.DISCARD);
    assertThat(now(removal).step()).isEqualTo(Step.ABORT);
  }

  @Test
  void hasEndedNothingThatItsOwnerWasQuickerToAbort() {
    assertThat(claims.claimToDiscard(upload.id(), "owner", TStatusCode.SRM_ABORTED, "x"))
        .isNotNull();
    assertThat(remove()).isNull();
    assertThat(now(removal).step()).isNull();
  }

  @Test
  void takesNothingUnderAClaimThatIsLost() {
    assertThat(claims.renew(removal.id())).isPresent();
    assertThatThrownBy(this::remove).isInstanceOf(ClaimLostException.class);
    assertThat(now(upload).state()).isEqualTo(FileState.READY);
  }
}
