package io.doppel.eval.task;

import io.doppel.examination.change.Change;
import io.doppel.text.Sentences;
import io.doppel.text.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// What people, and programs for that purpose, do to a copied passage so that it is not found. Equal states of the
/// random numbers give equal texts.
enum Evasion {
  /// Cyrillic letters in the place of Latin ones.
  LOOK_ALIKES,
  /// Characters without width inside of words.
  ZERO_WIDTH,
  /// Soft hyphens inside of words.
  SOFT_HYPHENS,
  /// Letters of sentences stand apart.
  SPACED_LETTERS,
  /// Words with a wrong key, two letters exchanged, one left out or doubled.
  TYPOS,
  /// Words by others that WordNet knows to mean the same.
  SYNONYMS,
  /// Words are left out.
  DROPPED_WORDS,
  /// Neighbouring words are exchanged.
  WORD_ORDER,
  /// Sentences are exchanged.
  SENTENCE_ORDER,
  /// Other sentences stand between those of the passage.
  INTERLEAVED;

  /// The shares of the places that are changed, from weak to strong.
  static final List<Double> STRENGTHS = List.of(.1, .3, .6);

  /// A passage as it is handed in.
  ///
  /// @param sentences of the passage
  /// @param own sentences of whoever hands it in, as many at least
  /// @param strength the share of the places that are changed
  String of(List<String> sentences, List<String> own, double strength, Random random) {
    String text = String.join(" ", sentences);
    return switch (this) {
      case LOOK_ALIKES -> Change.LOOK_ALIKES.of(text, strength, random);
      case TYPOS -> mistyped(text, strength, random);
      case SYNONYMS -> Change.SYNONYMS.of(text, strength, random);
      case ZERO_WIDTH -> inWords(text, "\u200b", strength, random);
      case SOFT_HYPHENS -> inWords(text, "\u00ad", strength, random);
      case SPACED_LETTERS -> spaced(sentences, strength, random);
      case DROPPED_WORDS -> dropped(text, strength, random);
      case WORD_ORDER -> exchanged(List.of(text.split(" ")), strength, random);
      case SENTENCE_ORDER -> exchanged(sentences, strength, random);
      case INTERLEAVED -> interleaved(sentences, own, strength, random);
    };
  }

  /// As results call it.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /// The sentences of a text without the white space around them.
  static List<String> sentences(String text) {
    List<String> sentences = new ArrayList<>();
    for (Span span : Sentences.of(text)) {
      String sentence = span.of(text).strip().replaceAll("\\s+", " ");
      if (sentence.length() > 1) {
        sentences.add(sentence);
      }
    }
    return sentences;
  }

  private static String inWords(String text, String hidden, double strength, Random random) {
    StringBuilder changed = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      boolean inside = i > 0 && Character.isLetter(text.charAt(i - 1)) && Character.isLetter(text.charAt(i));
      // A word has some four such places, and one in it is enough.
      changed.append(inside && random.nextDouble() < strength / 2 ? hidden : "").append(text.charAt(i));
    }
    return changed.toString();
  }

  private static String mistyped(String text, double strength, Random random) {
    String[] words = text.split(" ", -1);
    for (int place : places(words.length, strength, random)) {
      words[place] = Change.TYPOS.of(words[place], Double.MIN_VALUE, random);
    }
    return String.join(" ", words);
  }

  private static String spaced(List<String> sentences, double strength, Random random) {
    List<String> changed = new ArrayList<>(sentences);
    for (int i : places(sentences.size(), strength, random)) {
      List<String> words = new ArrayList<>();
      for (String word : sentences.get(i).split(" ", -1)) {
        words.add(String.join(" ", word.split("")));
      }
      changed.set(i, String.join("   ", words));
    }
    return String.join(" ", changed);
  }

  private static String dropped(String text, double strength, Random random) {
    List<String> words = new ArrayList<>(List.of(text.split(" ")));
    // Without six words in ten nothing is left to be read.
    places(words.size(), strength / 2, random).reversed().forEach(place -> words.remove((int) place));
    return String.join(" ", words);
  }

  private static String exchanged(List<String> parts, double strength, Random random) {
    List<String> changed = new ArrayList<>(parts);
    for (int place : places(parts.size() - 1, strength, random)) {
      Collections.swap(changed, place, place + 1);
    }
    return String.join(" ", changed);
  }

  private static String interleaved(List<String> sentences, List<String> own, double strength, Random random) {
    List<String> changed = new ArrayList<>(sentences);
    List<Integer> places = places(sentences.size() - 1, strength, random);
    for (int i = places.size() - 1; i >= 0; i--) {
      changed.add(places.get(i) + 1, own.get(i));
    }
    return String.join(" ", changed);
  }

  /// Some of so many places, in ascending order; one at least.
  private static List<Integer> places(int count, double share, Random random) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      places.add(i);
    }
    Collections.shuffle(places, random);
    return places.stream().limit(Math.max(1, Math.round(share * count))).sorted().toList();
  }
}
