package dev.mirrorflow.track.ab;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/** JMH's own parser says what JMH understands. */
class JmhOptionsTest {

  private static List<String> words(String options) {
    return List.of(options.split(" ", -1));
  }

  private static CommandLineOptions jmh(String options) throws CommandLineOptionException {
    return new CommandLineOptions(options.split(" ", -1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-wi 5 -w 200ms -i=5 -r 1s -wbs 1 -bs 1 -opi 10 -wf 0 -to 5m",
        "-p shape=64x512,8x8 -p d=4 -prof gc -e Slow -tu us -bm avgt -v SILENT",
        "-jvm /usr/bin/java -jvmArgs -Xmx1g -jvmArgsAppend -Dx=1 -jvmArgsPrepend -Dy=2",
        "-t max -tg 1,2 -si true -gc false -foe true -wm INDI -wmb Warm",
        "-i5 --wi 5 --opi=5",
      })
  void whatJmhUnderstandsIsAccepted(String options) {
    assertDoesNotThrow(() -> jmh(options));
    assertEquals(Optional.empty(), JmhOptions.problem(words(options)));
  }

  @ParameterizedTest
  @CsvSource({
    "-wi many, -wi of 'many'",
    "-i, -i needs a value",
    "-zz 1, there is no -zz",
    "-t some, -t of 'some'",
  })
  void whatItDoesNotIsRefused(String options, String message) {
    assertThrows(CommandLineOptionException.class, () -> jmh(options));
    String problem = JmhOptions.problem(words(options)).orElseThrow();
    assertTrue(problem.contains("JMH does not understand its options: "), problem);
    assertTrue(problem.contains(message), problem);
  }

  @ParameterizedTest
  @CsvSource({
    "-l, measures nothing",
    "-wi 1 -h, measures nothing",
    "-f3, --forks",
    "-f=3, --forks",
    "-o log.txt, --output",
    "-rf csv, the results are JSON",
    "-wi 1 Kernels, --include",
  })
  void whatTheRunSetsItselfIsRefusedHoweverItIsWritten(String options, String message) {
    assertDoesNotThrow(() -> jmh(options));
    String problem = JmhOptions.problem(words(options)).orElseThrow();
    assertTrue(problem.contains(message), problem);
  }
}
