package io.doppel.language;

import io.doppel.language.Morpheme.Kind;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.ko.KoreanTokenizer;
import org.apache.lucene.analysis.ko.KoreanTokenizer.DecompoundMode;
import org.apache.lucene.analysis.ko.POS;
import org.apache.lucene.analysis.ko.dict.KoMorphData;
import org.apache.lucene.analysis.ko.tokenattributes.PartOfSpeechAttribute;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.util.AttributeFactory;

/// Finds the morphemes of Korean texts with Nori and its dictionary, mecab-ko-dic. The dictionary is loaded for the
/// first text with Hangul, and stays: some 20 MB. Thread-safe.
final class KoreanAnalyzer {

  /// Numbers that the dictionary has as words before a noun.
  private static final Set<String> BEFORE_A_NOUN =
      Set.of("첫", "한", "두", "세", "석", "네", "넉", "다섯", "여섯", "일곱", "여덟", "아홉", "열", "스무");

  private KoreanAnalyzer() {}

  /// The morphemes in their order, without punctuation and spaces.
  static List<Morpheme> analyze(String text) {
    List<Morpheme> found = new ArrayList<>();
    try (KoreanTokenizer tokens =
        new KoreanTokenizer(AttributeFactory.DEFAULT_ATTRIBUTE_FACTORY, null, DecompoundMode.NONE, false, true)) {
      CharTermAttribute term = tokens.getAttribute(CharTermAttribute.class);
      OffsetAttribute offset = tokens.getAttribute(OffsetAttribute.class);
      PartOfSpeechAttribute part = tokens.getAttribute(PartOfSpeechAttribute.class);
      tokens.setReader(new StringReader(text));
      tokens.reset();
      while (tokens.incrementToken()) {
        KoMorphData.Morpheme[] parts = part.getMorphemes();
        // A single part is a mistake of the dictionary: 하 would be 않.
        if (parts != null && parts.length > 1 && part.getPOSType() != POS.Type.COMPOUND) {
          for (KoMorphData.Morpheme one : parts) {
            found.add(morpheme(one.surfaceForm(), one.posTag(), offset));
          }
        } else {
          found.add(morpheme(term.toString(), part.getLeftPOS(), offset));
        }
      }
      tokens.end();
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory can be read", e);
    }
    return found;
  }

  private static Morpheme morpheme(String form, POS.Tag tag, OffsetAttribute offset) {
    return new Morpheme(form, kind(form, tag), offset.startOffset(), offset.endOffset());
  }

  private static Kind kind(String form, POS.Tag tag) {
    return switch (tag) {
      case NNG, NNB, NP, XR -> Kind.NOUN;
      case NNP -> Kind.NAME;
      case NR, SN -> Kind.NUMBER;
      case NNBC -> Kind.UNIT;
      case VV, VA -> Kind.PREDICATE;
      case VX -> Kind.AUXILIARY;
      case VCP -> Kind.COPULA;
      case VCN -> Kind.DENIED_COPULA;
      case MAG, MAJ -> Kind.ADVERB;
      case JKS, JKC, JKG, JKO, JKB, JKV, JKQ, JX, JC -> Kind.PARTICLE;
      case EP, EF, EC, ETN, ETM -> Kind.ENDING;
      case XPN -> Kind.PREFIX;
      case XSV, XSA -> Kind.VERBAL_SUFFIX;
      case XSN -> Kind.SUFFIX;
      case MM -> BEFORE_A_NOUN.contains(form) ? Kind.NUMBER : Kind.OTHER;
      case IC, SL, SH, SP, SF, SSC, SSO, SC, SY, SE, UNA, NA, VSV, UNKNOWN -> Kind.OTHER;
    };
  }
}
