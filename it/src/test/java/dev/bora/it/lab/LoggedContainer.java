// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.lab;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** A container that writes into a log from its first line on, at each start. */
final class LoggedContainer extends GenericContainer<LoggedContainer> {
  private final Path log;
  private final Consumer<String> made;
  private ResultCallback.Adapter<Frame> output = new ResultCallback.Adapter<>();

  /**
   * For an image.
   *
   * @param made is given the container's id before it starts for the first time
   */
  LoggedContainer(String image, Path log, Consumer<String> made) {
    super(DockerImageName.parse(image));
    this.log = log;
    this.made = made;
  }

  DockerClient docker() {
    return getDockerClient();
  }

  @Override
  protected void containerIsCreated(String id) {
    made.accept(id);
    follow(id);
  }

  /** Whether it serves is for others to see. */
  @Override
  protected void waitUntilContainerStarted() {}

  /** Starts it once more. */
  void startAgain() {
    follow(getContainerId());
    docker().startContainerCmd(getContainerId()).exec();
  }

  private void follow(String id) {
    output =
        docker()
            .attachContainerCmd(id)
            .withStdOut(true)
            .withStdErr(true)
            .withFollowStream(true)
            .exec(new Appending(log));
    try {
      output.awaitStarted();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Its exit status, when it has ended and its output is written. */
  int awaitEnd(long seconds) {
    int status =
        docker()
            .waitContainerCmd(getContainerId())
            .start()
            .awaitStatusCode(seconds, TimeUnit.SECONDS);
    try {
      output.awaitCompletion(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return status;
  }

  private static final class Appending extends ResultCallback.Adapter<Frame> {
    private final Path log;

    Appending(Path log) {
      this.log = log;
    }

    @Override
    public void onNext(Frame frame) {
      try {
        Files.write(log, frame.getPayload(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
