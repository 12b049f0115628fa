// Where two texts differ, word by word. What the words say is the server's business; here they are letters.

const WORDS = /[\p{L}\p{M}\p{N}]+/gu;
/** Texts up to this many words are compared in order; longer ones as sets of words. */
const IN_ORDER = 400;
/** As many letters of a text are shown beside another one, and of what is alike so many at either end. */
const MOST_LETTERS = 700;
const ENDS = 120;

const fold = (word) => word.normalize('NFKC').toLowerCase();

/** The words of a text, each {word, folded, start, end}. */
function words(text) {
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

/** The first letters of a text, and the last: at most so many, and no half of one that takes two. */
const beginning = (text, most) => text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '');
const ending = (text, most) => text.slice(-most).replace(/^[\uDC00-\uDFFF]/, '');

/** A text, or its beginning where it is longer. */
export const shortened = (text, most, rest = '…') => (text.length > most ? beginning(text, most) + rest : text);

/** Parts as above of two long texts: what is alike is shown by its ends, and all of it by its beginning. */
export function excerpt(parts) {
  if (!parts.some(({ marked: isMarked }) => isMarked)) return [{ text: shortened(parts.map(({ text }) => text).join(''), MOST_LETTERS, ' …'), marked: false }];
  const shown = [];
  let room = MOST_LETTERS;
  for (const { text, marked: isMarked } of parts) {
    if (room <= 0) return [...shown, { text: ' …', marked: false }];
    const whole = isMarked || text.length <= 2 * ENDS ? text : `${shown.length > 0 ? beginning(text, ENDS) : ''} … ${ending(text, ENDS)}`;
    shown.push({ text: beginning(whole, room), marked: isMarked });
    room -= whole.length;
  }
  return room < 0 ? [...shown, { text: ' …', marked: false }] : shown;
}

/** A text in parts, each {text, marked}; neighbouring marked words make one part. */
function marked(text, its, isMarked) {
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
