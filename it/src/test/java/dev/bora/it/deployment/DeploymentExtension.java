// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.deployment;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Keeps one deployment up for a test class and the classes nested in it, and hands it to their
 * constructors.
 */
public final class DeploymentExtension
    implements BeforeAllCallback, AfterAllCallback, ParameterResolver {

  private final Callable<? extends Deployment> start;
  private @Nullable Deployment running;

  public DeploymentExtension(Callable<? extends Deployment> start) {
    this.start = start;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    if (running == null) {
      running = start.call();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    boolean outermost = context.getRequiredTestClass().getEnclosingClass() == null;
    if (outermost && running != null) {
      Deployment ending = running;
      running = null; // a test that gets a second chance gets a deployment for it
      ending.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType().isInstance(running);
  }

  @Override
  public @Nullable Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return running;
  }
}
