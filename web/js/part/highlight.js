// The passage of a hit with what is to be looked at marked: the sentence nearest in meaning, and the words in common.

import { el } from '../base/dom.js';
import { codePoints, pieces } from '../base/text.js';

/** A match that begins behind so many characters is shown from the end of a sentence before it on. */
const FAR = 300;
/** So far back that end is looked for. */
const BACK = 200;
const SENTENCE_END = /[.!?。…]["'”’)\]]*\s+(?=\S)/g;

/** The nodes of a hit with a highlight, whose offsets count in the document. */
export function highlighted({ text, start, highlight }) {
  const from = beginning(text, highlight.start - start);
  const shown = codePoints(text).slice(from);
  const span = (kind) => ({ start: first, end }) => ({ kind, start: first - start - from, length: end - first });
  const words = highlight.words.map(span('shared')).filter((word) => word.start >= 0);
  // A passage of one sentence is a match as a whole, which needs no mark.
  const whole = highlight.end - highlight.start >= codePoints(text.trim()).length;
  const spans = whole ? words : [span('match')(highlight), ...words];
  const nodes = [start + from > 0 ? '… ' : null];
  let match = null;
  for (const { text: piece, spans: over } of pieces(shown, spans)) {
    const node = over.some(({ kind }) => kind === 'shared') ? el('mark', { class: 'shared' }, piece) : piece;
    if (!over.some(({ kind }) => kind === 'match')) match = null;
    else if (!match) nodes.push((match = el('mark', { class: 'match' })));
    if (match) match.append(node);
    else nodes.push(node);
  }
  return nodes;
}

/** A text as nodes, what `marks` ({start, end}) say marked: words that it shares with the question. */
export const withMarks = (text, marks) => pieces(text, marks.map(({ start, end }) => ({ start, length: end - start })))
  .map(({ text: piece, spans }) => (spans.length > 0 ? el('mark', { class: 'shared' }, piece) : piece));

/** Where to begin so that the match is not far down, in code points. */
function beginning(text, match) {
  if (match <= FAR) return 0;
  const points = codePoints(text);
  const before = points.slice(match - BACK, match).trimEnd();
  const ends = [...before.matchAll(SENTENCE_END)];
  return ends.length ? match - BACK + codePoints(before.slice(0, ends[0].index + ends[0][0].length)).length : match;
}
