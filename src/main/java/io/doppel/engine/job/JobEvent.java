package io.doppel.engine.job;

/// Something that a job told on its way.
///
/// @param number 1 for the first one, and so on; who has seen some asks for those behind the last of them
/// @param value what it was
public record JobEvent(long number, Object value) {}
