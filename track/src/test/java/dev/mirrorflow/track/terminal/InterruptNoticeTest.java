package dev.mirrorflow.track.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InterruptNoticeTest {

  /** Works until it is stopped; with an argument, it is done before. */
  static final class Worker {
    public static void main(String[] args) throws InterruptedException {
      PrintWriter err = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
      InterruptNotice word = new InterruptNotice(err, () -> "interrupted after 2 of 3");
      if (args.length > 0) {
        word.close();
      }
      System.out.println("working");
      Thread.sleep(60_000);
    }
  }

  private static String stopped(String... args) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Worker.class.getName());
    builder.command().addAll(List.of(args));
    Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (var output = process.inputReader(StandardCharsets.UTF_8)) {
      assertEquals("working", output.readLine());
      process.toHandle().destroy();
      assertTrue(process.waitFor(20, TimeUnit.SECONDS));
      return String.join("|", output.lines().toList());
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aStoppedProcessSaysHowFarItWas() throws Exception {
    assertEquals("interrupted after 2 of 3", stopped());
    assertEquals("", stopped("done"));
  }

  @Test
  void itIsSaidOnce() {
    StringWriter err = new StringWriter();
    try (InterruptNotice word = new InterruptNotice(new PrintWriter(err), () -> "stopped")) {
      word.say();
      word.say();
    }
    assertEquals("stopped", err.toString().strip());
  }
}
