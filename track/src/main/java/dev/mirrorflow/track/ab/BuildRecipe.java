package dev.mirrorflow.track.ab;

import java.nio.file.Path;

/**
 * How a revision's benchmark jar is made.
 *
 * @param command of a shell, in the folder of the working tree
 * @param jar the result, below that folder; it must hold all it needs
 * @param jdk home of the JDK
 */
public record BuildRecipe(String command, String jar, Path jdk) {}
