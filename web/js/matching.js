// Which sentence of a found passage it was that matched: shown a moment after the results, for it takes the model once more.

import * as api from './api.js';
import { el } from './dom.js';
import { latest } from './latest.js';
import { markedText } from './results.js';
import { language } from './strings.js';
import { sentences } from './text.js';
import { dot } from './vector.js';
import { sharedWords } from './words.js';

/** Only when nobody types any more, in milliseconds. */
const CALM = 500;
/** As many sentences are looked at as the server embeds in well under a second. */
const MOST = 80;
/** A match that begins behind so many characters is shown from the sentence before it on. */
const FAR = 300;

/** `model()` promises the name of the model. */
export function matchingSentences(model) {
  const asking = latest({ busy: () => {}, done: (found) => found.forEach(show), failed: () => {} });

  /** Marks in `list` the sentence of each hit that is most like the question. */
  function mark(list, hits, question) {
    const long = [];
    let count = 0;
    for (const hit of hits) {
      const parts = sentences(hit.text, language());
      if (parts.length < 2 || count + parts.length > MOST) continue;
      count += parts.length;
      long.push({ hit, parts, question, place: list.querySelector(`[data-rank="${hit.rank}"] .passage`) });
    }
    if (count) asking.run(async (signal) => find(await model(), long, question, signal), CALM);
    else asking.cancel();
  }

  return { mark };
}

async function find(model, long, question, signal) {
  const texts = long.flatMap(({ parts }) => parts.map(({ text }) => text));
  const [asked, ...vectors] = (await api.embeddings(model, [question, ...texts], signal)).data.map(({ embedding }) => embedding);
  let next = 0;
  return long.map((each) => {
    const values = each.parts.map(() => dot(asked, vectors[next++]));
    return { ...each, best: values.indexOf(Math.max(...values)) };
  });
}

function show({ hit, parts, best, question, place }) {
  const { start, text } = parts[best];
  const from = start > FAR ? parts[best - 1].start : 0;
  const words = (piece) => markedText(sharedWords(piece, question), 'shared');
  place.replaceChildren(hit.start > 0 || from > 0 ? '… ' : '', ...words(hit.text.slice(from, start)),
    el('mark', { class: 'match' }, words(text)), ...words(hit.text.slice(start + text.length)));
}
