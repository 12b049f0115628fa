package io.doppel.duplicates.guard;

/// A guard that fired, and the words that made it fire.
///
/// @param here the words of the first text; empty where only the second has any
/// @param there the words of the second text; empty where only the first has any
public record Contrast(Guard guard, String here, String there) {}
