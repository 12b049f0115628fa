// Texts and their parts. The API counts Unicode code points, JavaScript counts UTF-16 units; only this module knows both.

const SURROGATE = /[\ud800-\udfff]/;

/** Cuts a text by code points. */
export function codePoints(text) {
  if (!SURROGATE.test(text)) {
    return { length: text.length, slice: (start, end) => text.slice(start, end) };
  }
  const starts = [];
  for (let unit = 0; unit < text.length; unit += text.codePointAt(unit) > 0xffff ? 2 : 1) starts.push(unit);
  const unitAt = (index) => (index < starts.length ? starts[index] : text.length);
  return { length: starts.length, slice: (start, end) => text.slice(unitAt(start), unitAt(end)) };
}

/**
 * Cuts a text at the ends of its spans ({start, length} in code points, which may overlap): pieces in order,
 * each with the spans that cover it and those that begin with it.
 */
export function pieces(text, spans) {
  const points = codePoints(text);
  const within = (offset) => Math.min(Math.max(offset, 0), points.length);
  const ends = new Set([0, points.length]);
  for (const { start, length } of spans) ends.add(within(start)).add(within(start + length));
  const cuts = [...ends].sort((a, b) => a - b);
  return cuts.slice(1).map((end, i) => ({
    text: points.slice(cuts[i], end),
    spans: spans.filter((span) => span.start < end && span.start + span.length > cuts[i]),
    begins: spans.filter((span) => within(span.start) === cuts[i] && span.length > 0),
  }));
}

const WORDS = /[\p{L}\p{M}\p{N}]+/gu;

/** Both texts in parts, each {text, differs}: words differ that the other text does not have. */
export function differences(left, right) {
  const [inLeft, inRight] = [left, right].map((text) => new Set((text.match(WORDS) ?? []).map(fold)));
  return [parts(left, inRight), parts(right, inLeft)];
}

const fold = (word) => word.normalize('NFKC').toLowerCase();

function parts(text, known) {
  const found = [];
  let end = 0;
  for (const { 0: word, index } of text.matchAll(WORDS)) {
    if (known.has(fold(word))) continue;
    const between = text.slice(end, index);
    const before = found.at(-1);
    if (before && !between.trim()) before.text += between + word;
    else found.push({ text: between, differs: false }, { text: word, differs: true });
    end = index + word.length;
  }
  return [...found, { text: text.slice(end), differs: false }];
}
