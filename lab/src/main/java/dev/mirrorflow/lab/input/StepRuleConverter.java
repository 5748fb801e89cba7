package dev.mirrorflow.lab.input;

import dev.mirrorflow.descent.StepRule;
import dev.mirrorflow.error.BadDataException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the value of {@code --step}: a number, or the name of a rule with its parameters. */
public final class StepRuleConverter implements ITypeConverter<StepRule> {

  private static final String VALID =
      "a number, edge[:FRACTION], polyak, backtracking[:ETA], inverse-time:ETA:TAU, cosine:ETA:K";

  @Override
  public StepRule convert(String text) {
    String[] parts = text.split(":", -1);
    int parameters = parts.length - 1;
    try {
      return switch (parts[0] + "/" + parameters) {
        case "edge/0" -> StepRule.usual();
        case "edge/1" -> new StepRule.FractionOfEdge(step(parts[1]));
        case "polyak/0" -> new StepRule.Polyak();
        case "backtracking/0" -> new StepRule.Backtracking(1);
        case "backtracking/1" -> new StepRule.Backtracking(step(parts[1]));
        case "inverse-time/2" ->
            new StepRule.InverseTime(step(parts[1]), Numbers.positive("tau", parts[2]));
        case "cosine/2" ->
            new StepRule.Cosine(step(parts[1]), Numbers.integer("the horizon K", parts[2]));
        default -> {
          if (!looksLikeNumber(text)) {
            throw new TypeConversionException("'" + text + "' is none of: " + VALID);
          }
          yield new StepRule.Constant(step(text));
        }
      };
    } catch (BadDataException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  private static double step(String text) {
    return Numbers.positive("the step", text);
  }

  private static boolean looksLikeNumber(String text) {
    return text.matches("[-+.0-9].*");
  }
}
