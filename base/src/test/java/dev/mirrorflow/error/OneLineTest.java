package dev.mirrorflow.error;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class OneLineTest {

  @Test
  void breaksBecomeSpacesAndWhatIsNotSeenQuestionMarks() {
    assertEquals("a b c d", OneLine.of(" a\r\n\tb\u2028c\u0085d\n"));
    // An escape sequence, one of eight bits, a change of direction, half of a pair.
    assertEquals("?[31m ?2J ?x ?", OneLine.of("\u001b[31m\t\u009b2J \u202ex \ud800"));
    assertEquals("λ = 0.5, 𝔸", OneLine.of("λ = 0.5, 𝔸"));
  }

  @Test
  void errorsOfTheUserAreOneLineWhateverTheyQuote() {
    assertEquals("a b?: bad", new BadDataException("a\nb\u0007: bad").getMessage());
    assertEquals("a b", new ComputationException("a\nb").getMessage());
    assertEquals("java.lang.NullPointerException", OneLine.of(new NullPointerException()));
  }
}
