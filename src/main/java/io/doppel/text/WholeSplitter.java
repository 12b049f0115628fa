package io.doppel.text;

import java.util.List;

/// See [PassageSplitter#whole()].
record WholeSplitter() implements PassageSplitter {

  static final WholeSplitter INSTANCE = new WholeSplitter();

  @Override
  public String name() {
    return "whole";
  }

  @Override
  public List<Passage> split(Document document) {
    return List.of(new Passage(document.id(), 0, document.text()));
  }

  @Override
  public String embeddedTitle(Document document) {
    return document.title().strip();
  }
}
