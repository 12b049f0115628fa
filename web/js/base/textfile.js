// Reads a file that a person picked or dropped: text in UTF-8 or the Korean Windows encoding here, other documents on the server.

import { Problem, textOf } from './api.js';
import { t } from './strings.js';

const DOCUMENT = /\.(pdf|docx?|odt|rtf|html?|xhtml|hwpx?|pptx|xlsx|epub|eml|md|markdown|tex|latex)$/i;

/** What can be picked. */
export const READABLE =
  '.txt,.md,.markdown,.tex,.latex,.pdf,.docx,.doc,.odt,.rtf,.html,.htm,.xhtml,.hwp,.hwpx,.pptx,.xlsx,.epub,.eml,text/plain';

/** The file's text, or null if it is none; one that cannot be read, or is there no more, throws a Problem. */
export const readTextFile = async (file, signal) => (await readDocument(file, signal)).text;

/** The same as {text, unseen, unread}, with what the file holds and nobody sees, and what was not read of it. */
export async function readDocument(file, signal) {
  return DOCUMENT.test(file.name) ? textOf(file, signal) : { text: await lettersOf(file), unseen: '', unread: [] };
}

async function lettersOf(file) {
  const content = await file.arrayBuffer().catch(() => { throw new Problem({ detail: t('unreadableFile', file.name) }); });
  const bytes = new Uint8Array(content);
  for (const encoding of ['utf-8', 'euc-kr']) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      return text.includes('\0') ? null : text;
    } catch {
      // Not in this encoding.
    }
  }
  return null;
}

/** Makes a place take dropped files; `over` hears whether one hovers there. */
export function takeDrops(place, dropped, over) {
  const carriesFile = (event) => event.dataTransfer?.types.includes('Files');
  place.addEventListener('dragover', (event) => {
    if (!carriesFile(event)) return;
    event.preventDefault();
    over(true);
  });
  place.addEventListener('dragleave', () => over(false));
  place.addEventListener('drop', (event) => {
    if (!carriesFile(event)) return;
    event.preventDefault();
    over(false);
    dropped([...event.dataTransfer.files]);
  });
}
