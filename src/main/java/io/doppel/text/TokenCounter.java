package io.doppel.text;

/// Counts the tokens an encoder would make of a text, special tokens not counted. Thread-safe.
@FunctionalInterface
public interface TokenCounter {
  int count(String text);
}
