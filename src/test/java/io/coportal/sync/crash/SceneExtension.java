package io.coportal.sync.crash;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands every test the one {@link Scene}, with the application alive and no fault left over. */
final class SceneExtension implements ParameterResolver {
  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == Scene.class;
  }

  @Override
  public Scene resolveParameter(ParameterContext parameter, ExtensionContext test) {
    Scene scene =
        test.getRoot()
            .getStore(Namespace.create(Scene.class))
            .getOrComputeIfAbsent(Scene.class, key -> new Scene("kills"), Scene.class);
    scene.ledgers().forEach(ledger -> ledger.faults().clear());
    if (!scene.installation().process().alive()) {
      scene.startAgain();
    }
    return scene;
  }
}
