// A button for what cannot be taken back: it asks once more before it acts.

import { el } from '../base/dom.js';
import { t } from '../base/strings.js';

/**
 * `words` are on the button, `sure()` tells what would be gone, and `act()` does it. A double click or a key that is held does not answer what
 * nobody has read. `node.close()` takes the question back where its words are no longer true.
 */
export function sureButton(words, sure, act, attributes = {}) {
  const node = el('span', { class: 'sure', ...attributes });
  const ask = el('button', { type: 'button', click: open }, words);

  function open() {
    const yes = el('button', { type: 'button', class: 'alarming', click: answer, keydown: (event) => { if (event.repeat) event.preventDefault(); } }, sure());
    node.replaceChildren(yes, el('button', { type: 'button', click: close }, t('keep')));
    yes.focus();
  }

  function answer({ detail: clicks }) {
    if (clicks > 1) return;
    close();
    act();
  }

  function close() {
    const focused = node.contains(document.activeElement);
    node.replaceChildren(ask);
    if (focused) ask.focus();
  }

  node.append(ask);
  node.close = close;
  return node;
}
