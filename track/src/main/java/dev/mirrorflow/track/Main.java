package dev.mirrorflow.track;

import dev.mirrorflow.track.ab.AbCommand;
import dev.mirrorflow.track.export.ExportCommand;
import dev.mirrorflow.track.history.HistoryCommand;
import dev.mirrorflow.track.html.ReportCommand;
import dev.mirrorflow.track.machine.DescribeCommand;
import dev.mirrorflow.track.report.CompareCommand;
import dev.mirrorflow.track.terminal.Program;
import dev.mirrorflow.track.terminal.Version;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The tracker's command line: what became faster or slower, of any project that has JMH. */
@Command(
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    usageHelpWidth = 100,
    synopsisSubcommandLabel = "COMMAND",
    description = "Says what became faster or slower, from JMH's results of any project.",
    subcommands = {
      AbCommand.class,
      CompareCommand.class,
      DescribeCommand.class,
      ExportCommand.class,
      HistoryCommand.class,
      ReportCommand.class
    })
public final class Main implements Runnable {

  private static final String JAR = "java -jar mirrorflow-track.jar";

  @Spec private CommandSpec spec;

  /** Runs a command and exits with its code. */
  public static void main(String[] args) {
    String[] words = args.length == 0 ? new String[] {"--help"} : args;
    Program.run(commandLine(System.getenv()), words);
  }

  /**
   * All commands, ready to parse.
   *
   * @param environment which tells whether {@code ./mirrorflow} started this
   */
  public static CommandLine commandLine(Map<String, String> environment) {
    CommandLine line = Program.line(new Main());
    return line.setCommandName(environment.containsKey("MIRRORFLOW_HOME") ? "mirrorflow" : JAR);
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "name a command: " + String.join(", ", spec.commandLine().getSubcommands().keySet()));
  }
}
