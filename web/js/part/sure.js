// A button for what cannot be taken back: it asks once more before it acts.

import { el } from '../base/dom.js';
import { t } from '../base/strings.js';

/** `words` are on the button, `sure()` tells what would be gone, and `act()` does it. */
export function sureButton(words, sure, act, attributes = {}) {
  const node = el('span', { class: 'sure', ...attributes });
  const ask = el('button', { type: 'button', click: open }, words);

  function open() {
    const yes = el('button', { type: 'button', class: 'alarming', click: () => { close(); act(); } }, sure());
    node.replaceChildren(yes, el('button', { type: 'button', click: close }, t('keep')));
    yes.focus();
  }

  function close() {
    const focused = node.contains(document.activeElement);
    node.replaceChildren(ask);
    if (focused) ask.focus();
  }

  node.append(ask);
  return node;
}
