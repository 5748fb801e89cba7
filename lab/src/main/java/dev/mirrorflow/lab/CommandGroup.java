package dev.mirrorflow.lab;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Commands that are together in the main help.
 *
 * @param heading what they are for
 */
record CommandGroup(String heading, List<String> commands) {

  /** All of them, in the order of the help. */
  static final List<CommandGroup> ALL =
      List.of(
          new CommandGroup(
              "Where descent ends",
              List.of(
                  "limit",
                  "basis-pursuit",
                  "initialise",
                  "samples",
                  "phase",
                  "landscape",
                  "saddles")),
          new CommandGroup(
              "How it gets there",
              List.of(
                  "sweep",
                  "grid",
                  "descend",
                  "flow",
                  "fit",
                  "effective",
                  "early-stopping",
                  "factorise",
                  "classify")),
          new CommandGroup(
              "Data and figures", List.of("quickstart", "figures", "generate", "convert", "info")),
          new CommandGroup(
              "Benchmarks",
              List.of(
                  "bench", "peers", "compare", "ab", "history", "report", "export", "describe")),
          new CommandGroup("The command line", List.of("completion")));

  private static final int INDENT = 2;

  /** The section of the help that lists the commands. */
  static String list(Help help) {
    Map<String, Help> all = help.subcommands();
    int width = all.keySet().stream().mapToInt(String::length).max().orElse(0) + 2 * INDENT;
    UsageMessageSpec usage = help.commandSpec().usageMessage();
    StringBuilder text = new StringBuilder();
    for (CommandGroup group : ALL) {
      TextTable table =
          TextTable.forColumns(
              help.colorScheme(),
              new Column(width, INDENT, Column.Overflow.SPAN),
              new Column(usage.width() - width, INDENT, Column.Overflow.WRAP));
      for (String name : group.commands) {
        if (all.containsKey(name)) {
          String[] description = all.get(name).commandSpec().usageMessage().description();
          table.addRowValues(name, description.length == 0 ? "" : firstSentence(description[0]));
        }
      }
      text.append(String.format("%n%s:%n", group.heading)).append(table);
    }
    return text.toString();
  }

  private static String firstSentence(String description) {
    return description.replaceAll("(?s)[:;.] .*|\\.$", "");
  }
}
