package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StepKindsTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter().importPackagesOf(SiteStep.class);

  private static boolean isTested(JavaClass kind) {
    String test = kind.getName() + "Test";
    return CLASSES.contain(test)
        && CLASSES.get(test).getMethods().stream()
            .anyMatch(method -> method.isMetaAnnotatedWith(Testable.class));
  }

  @Test
  void every_kind_of_step_has_a_test_beside_it() {
    List<JavaClass> kinds =
        CLASSES.stream()
            .filter(each -> each.isRecord() && each.isTopLevelClass())
            .filter(each -> each.isAssignableTo(SiteStep.class))
            .toList();

    assertThat(kinds).extracting(JavaClass::getSimpleName).contains("UnbindDomain");
    assertThat(kinds.stream().filter(kind -> !isTested(kind)).map(JavaClass::getSimpleName))
        .isEmpty();
  }
}
