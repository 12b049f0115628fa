// What the kept text of each group will be: its fields, those that come of others marked, and what is lost with the others.

import { el, hidden } from '../../base/dom.js';
import { fieldName, fieldValue, t } from '../../base/strings.js';
import { merged } from './grouping.js';

/** So much of a text tells which one it is. */
const EXCERPT = 80;

/** A field in words; `of` says where it comes from. */
function chip({ name, value, from }, className, of) {
  return el('li', { class: className, title: from && of(from) }, el('bdi', {}, fieldName(name)), ' ', el('bdi', {}, fieldValue(name, value)), from ? hidden(` (${of(from)})`) : null);
}

function groupPreview({ kept, members, group }, fill, many) {
  const { title, fields, left } = merged({ kept, members }, fill);
  const came = (from) => t('fieldFrom', from);
  const list = (items, className, of) => el('ul', { class: 'chips' }, items.map((each) => chip(each, className(each), of)));
  const shown = [...(title?.from ? [{ name: 'title', value: title.value, from: title.from }] : []), ...fields];
  return el('div', { class: 'to-be' },
    el('p', {}, many ? `${t('groupOf', group)}: ` : '', t('keptIs'), ' ', el('q', { dir: 'auto' }, excerpt(kept)), el('span', { class: 'id' }, ` ${kept.id}`)),
    shown.length ? list(shown, ({ from }) => (from ? 'added' : null), came) : el('p', { class: 'note' }, t('noFields')),
    left.length ? el('div', { class: 'left-behind' }, el('p', { class: 'note' }, t('leftBehind')), list(left, () => 'lost', (from) => t('fieldOf', from))) : null);
}

const excerpt = ({ text, id }) => (text.length > EXCERPT ? `${text.slice(0, EXCERPT)}…` : text || id);

/** What becomes of `groups`; nothing where there is nothing to tell, since no text has a field. */
export function preview(groups, fill) {
  const several = groups.filter(({ members }) => members.length > 1);
  const says = several.some(({ members }) => members.some(({ title, fields }) => title || Object.keys(fields).length));
  return says ? several.map((each) => groupPreview(each, fill, groups.length > 1)) : [];
}
