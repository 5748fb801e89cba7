package dev.mirrorflow.track.ab;

/** The rulers right before and right after a fork. */
public record Readings(Reading before, Reading after) {}
