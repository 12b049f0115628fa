// The words of texts: which two texts share, and where they differ.

const WORDS = /[\p{L}\p{M}\p{N}]+/gu;
/** Texts up to this many words are compared in order; longer ones as sets of words. */
const IN_ORDER = 400;

const fold = (word) => word.normalize('NFKC').toLowerCase();

/** The words of a text, each {word, folded, start, end}. */
export function words(text) {
  return Array.from(text.matchAll(WORDS), ({ 0: word, index }) => ({ word, folded: fold(word), start: index, end: index + word.length }));
}

/** Both texts in parts, each {text, marked}: words are marked that are not in the other text, or not in that order. */
export function differences(left, right) {
  const [a, b] = [words(left), words(right)];
  const [keptA, keptB] = a.length <= IN_ORDER && b.length <= IN_ORDER ? inOrder(a, b) : [inSet(a, b), inSet(b, a)];
  return [marked(left, a, (i) => !keptA.has(i)), marked(right, b, (i) => !keptB.has(i))];
}

function inSet(these, those) {
  const known = new Set(those.map(({ folded }) => folded));
  return new Set(these.flatMap(({ folded }, i) => (known.has(folded) ? [i] : [])));
}

/** Which words of each belong to the longest common subsequence. */
function inOrder(a, b) {
  const longest = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      longest[i][j] = a[i].folded === b[j].folded ? longest[i + 1][j + 1] + 1 : Math.max(longest[i + 1][j], longest[i][j + 1]);
    }
  }
  const [keptA, keptB] = [new Set(), new Set()];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i].folded === b[j].folded) {
      keptA.add(i++);
      keptB.add(j++);
    } else if (longest[i + 1][j] >= longest[i][j + 1]) i++;
    else j++;
  }
  return [keptA, keptB];
}

/** A text in parts, each {text, marked}; neighbouring marked words make one part. */
export function marked(text, its, isMarked) {
  const found = [];
  let end = 0;
  for (const [i, { word, start, end: after }] of its.entries()) {
    if (!isMarked(i)) continue;
    const between = text.slice(end, start);
    const before = found.at(-1);
    if (before && !between.trim()) before.text += between + word;
    else found.push({ text: between, marked: false }, { text: word, marked: true });
    end = after;
  }
  return [...found, { text: text.slice(end), marked: false }];
}

/** Words that every text has, and that therefore say nothing of its likeness to another. */
const COMMON = new Set(('a an and are as at be been being but by can could did do does for from had has have he her his how i if in into is it its '
  + 'me my no not of off on or our out she should so than that the their them there these they this those to up was we were what when where '
  + 'which who whom whose why will with would you your 그 이 저 것 수 등 및 더 는 은 을 를 가 에 의 와 과 도 로 으로').split(' '));
const ENDING = 3;

/** The words of `text` that `query` has too, give or take an ending, as `marked` wants them. */
export function sharedWords(text, query) {
  const asked = words(query).map(({ folded }) => folded).filter((word) => !COMMON.has(word));
  const its = words(text);
  return marked(text, its, (i) => asked.some((word) => alike(word, its[i].folded)));
}

function alike(a, b) {
  if (a === b) return true;
  const short = Math.min(a.length, b.length);
  const hangul = /^[가-힣]/.test(a);
  if (short < (hangul ? 2 : 4) || Math.abs(a.length - b.length) > ENDING) return false;
  return hangul ? a.startsWith(b) || b.startsWith(a) : a.slice(0, Math.max(4, short - 1)) === b.slice(0, Math.max(4, short - 1));
}
