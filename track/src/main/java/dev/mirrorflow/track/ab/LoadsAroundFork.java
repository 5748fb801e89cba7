package dev.mirrorflow.track.ab;

/** The reference loads right before and right after a fork. */
public record LoadsAroundFork(LoadTimes before, LoadTimes after) {}
