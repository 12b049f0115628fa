// Puts a text where it can be pasted from.

import { el } from './dom.js';

/** Whether it went well. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Without TLS, or where the reader forbids it, there is only the old way.
  }
  const area = el('textarea', { class: 'unseen', readonly: true });
  area.value = text;
  const focused = document.activeElement;
  document.body.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  focused?.focus();
  return done;
}
