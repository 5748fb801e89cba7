package dev.mirrorflow.lab;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code mirrorflow completion}: what bash and zsh need to complete commands and options. */
@Command(
    name = "completion",
    description = {
      "Prints a script by which bash and zsh complete commands and options; source it, in a shell"
          + " or its start file, as by: source <(mirrorflow completion)"
    },
    footer = {"", "Example:", "  mirrorflow completion"})
final class CompletionCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(AutoComplete.bash("mirrorflow", Commands.all()));
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }
}
