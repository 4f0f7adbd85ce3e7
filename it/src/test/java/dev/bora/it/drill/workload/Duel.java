// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.workload;

import dev.bora.it.drill.history.Answer.Outcome;
import dev.bora.it.drill.workload.FileCalls.Prepared;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** What meets at one path, at the same moment, through any frontends. */
public enum Duel {
  /** Two puts of one file that may not be there yet, and two that may replace each other. */
  PUT_PUT("Two whole puts of one file.") {
    @Override
    List<Move> moves(String path, String token) {
      return List.of(
          new Move("one", by -> by.put(path)),
          new Move("other", by -> by.put(path)),
          new Move("ls", by -> by.list(path)));
    }
  },
  /** The ends that a written upload can have. */
  PUT_DONE_ABORT_RM("srmPutDone, srmAbortRequest and srmRm of one upload.") {
    @Override
    @Nullable String prepare(Duelist by, String path) throws InterruptedException {
      return by.written(path, LONG_LIFE);
    }

    @Override
    List<Move> moves(String path, String token) {
      return List.of(
          new Move("done", by -> by.putDone(path, token)),
          new Move("abort", by -> by.abort(path, token)),
          new Move("rm", by -> by.remove(path)),
          new Move("ls", by -> by.list(path)));
    }
  },
  /** An upload's own end, in the second in which its time is over. */
  PUT_DONE_EXPIRY("srmPutDone, srmAbortRequest and srmRm of an upload whose time runs out.") {
    @Override
    @Nullable String prepare(Duelist by, String path) throws InterruptedException {
      String token = by.written(path, SHORT_LIFE);
      // When it expires is for the clock and the expiry job to say: after three to four seconds.
      by.letPass(EXPIRES);
      return token;
    }

    @Override
    List<Move> moves(String path, String token) {
      return List.of(
          new Move("done", by -> by.putDone(path, token)),
          new Move("abort", by -> by.abort(path, token)),
          new Move("rm", by -> by.remove(path)),
          new Move("ls", by -> by.list(path)));
    }

    @Override
    boolean mayEnd(List<String> done) {
      return true;
    }

    // Most of the time they only wait; but a crowd that begins at once is not ready in time.
    @Override
    int lanes(int duels) {
      return duels < MANY ? LANES : 3 * LANES;
    }
  },
  /** A rename to a name that is put to. */
  MV_PUT("srmMv to a name, and a put of that name.") {
    @Override
    @Nullable String prepare(Duelist by, String path) throws InterruptedException {
      return by.done(path);
    }

    @Override
    List<Move> moves(String path, String token) {
      return List.of(
          new Move("mv", by -> by.move(path, path + "-to")),
          new Move("put", by -> by.put(path + "-to")),
          new Move("ls", by -> by.list(path + "-to")));
    }
  },
  /** Two renames of one file. */
  MV_MV("Two srmMv of one file.") {
    @Override
    @Nullable String prepare(Duelist by, String path) throws InterruptedException {
      return by.done(path);
    }

    @Override
    List<Move> moves(String path, String token) {
      return List.of(
          new Move("one", by -> by.move(path, path + "-to")),
          new Move("other", by -> by.move(path, path + "-or")),
          new Move("ls", by -> by.list(path)));
    }
  },
  /** A directory that is removed with all that is in it, while something is put there. */
  RMDIR_PUT("Recursive srmRmdir, and a put below.") {
    @Override
    @Nullable String prepare(Duelist by, String path) throws InterruptedException {
      by.mkdir(path);
      return by.done(path + "/there");
    }

    @Override
    List<Move> moves(String path, String token) {
      return List.of(
          new Move("rmdir", by -> by.rmdir(path)),
          new Move("put", by -> by.put(path + "/new")),
          new Move("ls", by -> by.list(path)));
    }
  },
  /** A directory and a file that want one name. */
  MKDIR_PUT("srmMkdir and a put of one name.") {
    @Override
    List<Move> moves(String path, String token) {
      return List.of(
          new Move("mkdir", by -> by.mkdir(path)),
          new Move("put", by -> by.put(path)),
          new Move("ls", by -> by.list(path)));
    }
  };

  private static final int LANES = 12;
  private static final int MANY = 1_000;
  static final int LONG_LIFE = 600;
  static final int SHORT_LIFE = 3;
  private static final Duration EXPIRES = Duration.ofMillis(5500);

  private final String sentence;

  Duel(String sentence) {
    this.sentence = sentence;
  }

  /** What somebody does in it, and what was answered in the end. */
  interface Act {
    Outcome by(Duelist who) throws InterruptedException;
  }

  /** What one of them does. */
  record Move(String name, Act act) {}

  /** In a sentence. */
  public String sentence() {
    return sentence;
  }

  /**
   * Makes what it is about, before anybody begins.
   *
   * @return a token, or nothing if it needs none; null if it could not be made
   */
  @Nullable String prepare(Duelist by, String path) throws InterruptedException {
    return "";
  }

  /**
   * Whether it may end so, beside what the checker demands of every call.
   *
   * @param done who succeeded, but for those that only look
   */
  boolean mayEnd(List<String> done) {
    return !done.isEmpty();
  }

  /** Of so many as are to be fought, how many are fought at a time, each at a path of its own. */
  int lanes(int duels) {
    return LANES;
  }

  /** What its duelists do, each one. */
  abstract List<Move> moves(String path, String token);

  /** One client, with what it does in duels. */
  static final class Duelist {
    private final NameCalls names;
    private final FileCalls files;
    private final Contents contents;
    private final Random random;
    private Outcome notWritten = Outcome.UNSENT;

    Duelist(NameCalls names, FileCalls files, Contents contents, Random random) {
      this.names = names;
      this.files = files;
      this.contents = contents;
      this.random = random;
    }

    Outcome list(String path) {
      return names.list(path, List.of()).answer().outcome();
    }

    Outcome mkdir(String path) {
      return names.mkdir(path).answer().outcome();
    }

    Outcome rmdir(String path) {
      return names.rmdir(path, true).answer().outcome();
    }

    Outcome remove(String path) {
      return names.remove(path).answer().outcome();
    }

    Outcome move(String from, String to) {
      return names.move(from, to).answer().outcome();
    }

    Outcome putDone(String path, String token) {
      return files.putDone(path, token).answer().outcome();
    }

    Outcome abort(String path, String token) {
      return files.abort(path, token).answer().outcome();
    }

    void letPass(Duration longest) {
      LockSupport.parkNanos((long) (longest.toNanos() * random.nextDouble()));
    }

    /** A whole put. */
    Outcome put(String path) throws InterruptedException {
      String token = written(path, LONG_LIFE);
      return token == null ? notWritten : files.putDone(path, token).answer().outcome();
    }

    /** A file that is there; its token. */
    @Nullable String done(String path) throws InterruptedException {
      String token = written(path, LONG_LIFE);
      if (token != null) {
        files.putDone(path, token);
      }
      return token;
    }

    /**
     * An upload that is written, and not done; its token, or null if there is none: then {@link
     * #notWritten} says why.
     */
    @Nullable String written(String path, int seconds) throws InterruptedException {
      int content = contents.next();
      Prepared first =
          files.preparePut(
              path, content, random.nextBoolean(), random.nextBoolean(), "duel", seconds);
      String token = first.event().token();
      notWritten = first.event().answer().outcome();
      if (token.isEmpty()) {
        return null;
      }
      Prepared ready = Worker.settled(first, () -> files.statusOfPut(path, token));
      notWritten = ready.event().answer().outcome();
      String turl = ready.turl();
      if (turl == null || !ready.is(Outcome.OK)) {
        if (!ready.is(Outcome.REFUSED)) {
          files.abort(path, token);
        }
        return null;
      }
      notWritten = files.write(path, token, turl, content).answer().outcome();
      if (notWritten == Outcome.OK) {
        return token;
      }
      files.abort(path, token);
      return null;
    }
  }
}
