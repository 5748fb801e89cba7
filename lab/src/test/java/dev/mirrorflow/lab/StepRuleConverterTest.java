package dev.mirrorflow.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mirrorflow.descent.StepRule;
import dev.mirrorflow.lab.input.StepRuleConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StepRuleConverterTest {

  private final StepRuleConverter converter = new StepRuleConverter();

  @Test
  void readsEachRule() {
    assertEquals(new StepRule.Constant(1e-3), converter.convert("1e-3"));
    assertEquals(new StepRule.FractionOfEdge(0.9), converter.convert("edge:0.9"));
    assertEquals(new StepRule.Polyak(), converter.convert("polyak"));
    assertEquals(new StepRule.Backtracking(0.2), converter.convert("backtracking:0.2"));
    assertEquals(new StepRule.InverseTime(0.5, 100), converter.convert("inverse-time:0.5:100"));
    assertEquals(new StepRule.Cosine(0.5, 1000), converter.convert("cosine:0.5:1000"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0.001", "edge:0.5", "polyak", "backtracking:1.0", "inverse-time:0.5:100.0"})
  void describesARuleAsItIsTyped(String text) {
    assertEquals(text, converter.convert(text).text());
  }
}
