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

/** Words that ask, order or count, and so are in texts about anything. */
const EMPTY = new Set(('about after again all also always another any around away back because before best better between both come days down each even ever every few first '
  + 'get give go good got great here just keep know last left less let like little long look made make makes many more most much must need never new next now often '
  + 'once one only other over own part put really right same say see seem set she some something still such take tell than then thing things think time too two under until us use '
  + 'used using very want way ways well went while without work would year years yes '
  + '나 너 내 제 우리 저희 때 뒤 전 중 안 못 잘 좀 꼭 또 왜 뭐 무엇 무슨 어떤 자꾸 계속 갑자기 어떻게 어디 언제 누가 얼마나 얼마 방법 가장 매우 정말 다시 모두 함께 그리고 그러나 하지만 또는 위해 대해 대한 통해 '
  + '하는 하면 하고 해서 해야 했다 한다 되는 되면 있는 없는 있다 없다 좋은 경우 정도 하나 두 세 번 개 것이 것은 것을').split(' '));
/** Endings of Korean verbs: a word with one says what is done with something, not what. */
const VERB = /(나요|까요|가요|네요|어요|아요|해요|세요|죠|지요|니다|니까|는지|려면|으면|하면|면|어야|아야|해야|하는|되는|려고|는데|은데|던데|아서|어서|해서|었다|았다|했다|한다|된다|이다|있나|있는|없는|싶은|좋은|하고|않는|않고)$/;
const PARTICLE = /(에서는|으로는|에서|에게|한테|까지|부터|으로|처럼|보다|마다|이나|이란|에는|은|는|이|가|을|를|에|의|와|과|도|로|만)$/;

/** What a word is about, or null where it says nothing of that: a small word, a verb's ending; a Korean noun goes without its particle. */
export function topicOf(folded) {
  if (COMMON.has(folded) || EMPTY.has(folded) || /^\p{N}+$/u.test(folded)) return null;
  if (!/^[가-힣]+$/.test(folded)) return /^[a-z]{1,2}$/.test(folded) ? null : folded;
  if (VERB.test(folded)) return null;
  const stem = folded.length > 2 ? folded.replace(PARTICLE, '') : folded;
  return stem.length < 2 || EMPTY.has(stem) ? null : stem;
}

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
