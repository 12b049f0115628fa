// Korean particles, whose form depends on whether the word before ends in a consonant.

const [FIRST, LAST, FORMS, RIEUL] = [0xac00, 0xd7a3, 28, 8];
/** Digits and Latin letters by how they are read: 일, 삼, 육, 칠, 팔 and 영; L, M, N, R. */
const CLOSED = /[013678lmnr]$/i;
const CLOSED_BY_RIEUL = /[178lr]$/i;

/** Whether a word ends in a consonant, and whether that is ㄹ. */
function ending(word) {
  const last = word.replace(/[^\p{L}\p{N}]+$/u, '').at(-1) ?? '';
  const code = last.charCodeAt(0);
  if (code >= FIRST && code <= LAST) return { closed: (code - FIRST) % FORMS > 0, rieul: (code - FIRST) % FORMS === RIEUL };
  return { closed: CLOSED.test(last), rieul: CLOSED_BY_RIEUL.test(last) };
}

const choose = (closed, open) => (word) => `${word}${ending(String(word)).closed ? closed : open}`;

/** The word with the particle that fits it. */
export const object = choose('을', '를');
export const and = choose('과', '와');
export function by(word) {
  const { closed, rieul } = ending(String(word));
  return `${word}${closed && !rieul ? '으로' : '로'}`;
}
