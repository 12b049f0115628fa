// Keys for a queue that is worked through one after the other: J and K lead on and back, others are what the queue makes of them.

import { may } from '../base/role.js';

/** Where letters are for something else. */
const WRITING = 'textarea, select:not(.group), input:not([type="range"], [type="radio"], [type="checkbox"]), [contenteditable]';

/** The Latin letter or the digit of a key, also where the keyboard writes another script. */
const letter = ({ key, code }) => (/^[a-z\d]$/i.test(key) ? key : code.replace(/^(Key|Digit)/, '')).toLowerCase();

/**
 * Lets the items ({node, focus}) of a list be reached by keys, wherever the focus is. `act(letter, i)` hears of another letter about an
 * item, and says whether it means anything; then the next item is led to if it says `on`. What it returns lets an item that was chosen in
 * another way be the one that keys are about: `mark(i)`.
 */
export function queueKeys(list, items, act) {
  let current = 0;

  function press(event) {
    if (!list.isConnected) {
      document.removeEventListener('keydown', press);
      return;
    }
    if (!may('write') || event.target.closest(WRITING) || list.closest('[hidden]') || event.ctrlKey || event.metaKey || event.altKey) return;
    const focused = items.findIndex(({ node }) => node.contains(event.target));
    const i = focused < 0 ? current : focused;
    const pressed = letter(event);
    // A key that is held leads on, and decides nothing more.
    if (event.repeat && !['j', 'k'].includes(pressed)) return;
    // Where nothing has the focus yet, the item that is marked comes first.
    if (pressed === 'j') items[focused < 0 ? i : i + 1]?.focus();
    else if (pressed === 'k') items[focused < 0 ? i : i - 1]?.focus();
    else {
      const done = act(pressed, i);
      if (!done) return;
      if (done === 'on') (items[i + 1] ?? items[i]).focus();
    }
    event.preventDefault();
  }

  /** Marks the item that the keys are about. */
  function mark(i) {
    if (i < 0) return;
    items[current].node.classList.remove('current');
    current = i;
    items[i].node.classList.add('current');
  }

  // A list that is drawn anew goes on where it was.
  const marked = items.findIndex(({ node }) => node.classList.contains('current'));
  for (const { node } of items) node.classList.remove('current');
  list.addEventListener('focusin', ({ target }) => mark(items.findIndex(({ node }) => node.contains(target))));
  mark(Math.max(0, marked));
  document.addEventListener('keydown', press);
  return { mark };
}
