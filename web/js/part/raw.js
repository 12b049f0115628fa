// What the server was asked and what it said, as a program sees it: the request as a curl command, and the answer as JSON.

import { BASE } from '../base/api.js';
import { copy } from '../base/copy.js';
import { el } from '../base/dom.js';
import { download } from '../base/download.js';
import { count } from '../base/format.js';
import { wantsKey } from '../base/role.js';
import { t } from '../base/strings.js';

/** More characters than this are not shown, only copied or kept. */
const SHOWN = 20_000;

/** A place for the calls that an answer came of; `show(calls)` and `hide()`. */
export function rawAnswer() {
  const body = el('div');
  const node = el('details', { class: 'raw', hidden: true, toggle: draw }, el('summary', {}, t('raw')), body);
  let calls = [];

  /** Only what somebody opens is written out. */
  function draw() {
    body.replaceChildren(...(node.open ? calls.map(part) : []));
  }

  return {
    node,
    show(made) {
      calls = made;
      node.hidden = calls.length === 0;
      draw();
    },
    hide() {
      calls = [];
      node.hidden = true;
      draw();
    },
  };
}

function part(call) {
  const command = curl(call);
  const json = JSON.stringify(call.answer, null, 2);
  const name = `${call.path.replace(/\?.*/s, '').split('/').at(-1)}.json`;
  return el('div', { class: 'call' },
    el('pre', { tabindex: 0 }, el('code', {}, command)), el('pre', { tabindex: 0, class: 'json' }, el('code', {}, json.slice(0, SHOWN), json.length > SHOWN ? `\n${t('rawCut', count(json.length))}` : '')),
    el('div', { class: 'buttons' }, copier(t('copyCurl'), command), copier(t('copyJson'), json),
      el('button', { type: 'button', click: () => download(name, 'application/json', json) }, t('saveJson'))));
}

function copier(words, text) {
  const said = el('span', { class: 'note', role: 'status' });
  return el('span', {}, el('button', { type: 'button', click: async () => { said.textContent = t(await copy(text) ? 'copied' : 'notCopied'); } }, words), ' ', said);
}

const quoted = (text) => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** A command that asks the same; a key is taken from where it is kept. */
function curl({ method, path, json, file }) {
  return ['curl -sS', method === 'GET' || json || file ? null : `-X ${method}`, quoted(new URL(path, BASE).href),
    wantsKey() ? '-H "Authorization: Bearer $DOPPEL_KEY"' : null,
    json ? `-H 'Content-Type: application/json' -d ${quoted(JSON.stringify(json))}` : null,
    file ? `--data-binary @${quoted(file)}` : null].filter(Boolean).join(' \\\n  ');
}
