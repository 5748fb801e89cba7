package dev.mirrorflow.track.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private long seconds = 5;

  @Test
  void offATerminalThereIsALineAMinuteAndWhatIsSaidStays() {
    StringWriter err = new StringWriter();
    Progress progress =
        new Progress(
            StatusLine.unwatched(),
            new PrintWriter(err),
            "ab: ",
            () -> Duration.ofSeconds(seconds).toNanos());
    for (int fork = 1; fork <= 20; fork++) {
      progress.at("fork " + fork);
      seconds += 10;
    }
    progress.say("all done");
    progress.clear();
    assertEquals(
        "ab: fork 1\nab: fork 7\nab: fork 13\nab: fork 19\nab: all done\n",
        err.toString().replace(System.lineSeparator(), "\n"));
  }
}
