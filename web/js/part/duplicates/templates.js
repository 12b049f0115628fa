// What in a collection is alike and no duplicate: texts that are the same but for some values, and what many texts say. Asked for when somebody opens it.

import { address } from '../../base/address.js';
import { attempt, inWords } from '../../base/attempt.js';
import * as curation from '../../base/curation.js';
import { el, written } from '../../base/dom.js';
import { count } from '../../base/format.js';
import { t } from '../../base/strings.js';
import { valuesApart } from '../judgement.js';
import { shortened } from './differences.js';

const PAGE = 20;
/** As many as the server lists at once. */
const MOST = { templates: 100, boilerplate: 1000 };
/** Longer texts are shown by their beginning. */
const LONG = 300;

export function templatesPart(collection) {
  return el('div', { class: 'alike' },
    folded('templates', t('templates'), t('templatesLead'), t('noTemplates'), async (limit) => {
      const { templates, total } = await curation.templates(collection, { limit });
      return { items: templates.map((each) => templateItem(collection, each)), total };
    }),
    folded('boilerplate', t('boilerplate'), t('boilerplateLead'), t('noBoilerplate'), async (limit) => {
      const { boilerplate, total } = await curation.boilerplate(collection, { limit });
      return { items: boilerplate.map(({ text, documents }) => el('li', {}, written('q', text), ' ', el('span', { class: 'note' }, t('inTexts', count(documents))))), total };
    }));
}

/** A list that is there when it is opened, with more of it for who asks. */
function folded(id, title, lead, nothing, ask) {
  const place = el('div', {});
  const said = el('p', { class: 'note', role: 'status' });
  const more = el('button', { type: 'button', hidden: true, click: () => load(Math.min(MOST[id], limit * 4)) }, t('more'));
  let limit = 0;

  async function load(wanted) {
    limit = wanted;
    said.classList.remove('error');
    said.textContent = t('working');
    await attempt(async () => {
      const { items, total } = await ask(limit);
      said.textContent = total === 0 ? nothing : t('shownOf', count(items.length), count(total));
      place.replaceChildren(el('ol', { class: 'clusters' }, items));
      more.hidden = items.length >= total || limit === MOST[id];
    }, (problem) => {
      said.classList.add('error');
      said.textContent = inWords(problem);
    });
  }

  const node = el('details', { id, toggle: () => node.open && limit === 0 && load(PAGE) }, el('summary', {}, title), el('p', { class: 'note' }, lead), said, place, more);
  return node;
}

function templateItem(collection, { size, documents }) {
  return el('li', { class: 'cluster' }, el('h2', {}, t('texts', count(size))),
    el('ul', {}, documents.map(({ id, text, cluster, differs }) => el('li', { class: 'made' },
      written('a', shortened(text || id, LONG), { href: address('document', { c: collection, id }) }), ' ', written('span', id, { class: 'id' }),
      differs.length > 0 ? [' ', el('span', { class: 'guard' }, ...valuesApart(differs))] : null, cluster ? [' ', el('span', { class: 'note' }, t('hasDuplicates'))] : null))),
    size > documents.length ? el('p', { class: 'hint' }, t('rejectedMore', count(size - documents.length))) : null);
}
