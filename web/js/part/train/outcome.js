// What a training came to, beside what was before; and whether to adopt it.

import { el } from '../../base/dom.js';
import { difference, measured } from '../../base/format.js';
import { language, t } from '../../base/strings.js';

/** `adopt()` and `discard()` hear what is decided. */
export function outcomePart(result, { adopt, discard }) {
  const { model, state, better, reason, task, low, high, guard } = result;
  const row = (name, { before, after }, apart) => el('tr', {}, el('th', { scope: 'row' }, name), el('td', {}, measured(before)), el('td', {}, measured(after)), el('td', {}, apart));
  const waiting = state === 'waiting';
  return el('div', { class: 'outcome' }, el('h2', {}, `${t('outcome')}: `, el('bdi', {}, model)),
    el('table', { class: 'measures' },
      el('thead', {}, el('tr', {}, ['measure', 'before', 'after', 'differenceIs'].map((each) => el('th', { scope: 'col' }, t(each))))),
      el('tbody', {}, row(t('heldOut'), task, t('interval', difference(low), difference(high))), row(t('general'), guard, difference(guard.after - guard.before)))),
    el('p', { class: better ? 'good' : 'hint' }, t(better ? 'isBetter' : low > 0 ? 'forgetsTooMuch' : 'isNotBetter')),
    reason && language() === 'en' ? el('p', { class: 'note' }, `${reason[0].toUpperCase()}${reason.slice(1)}.`) : null,
    waiting ? el('div', { class: 'buttons' },
      el('button', { id: 'train-adopt', type: 'button', 'data-needs': 'admin', class: better ? 'primary' : '', click: adopt }, better ? t('adopt') : t('adoptAnyway')),
      el('button', { id: 'train-discard', type: 'button', 'data-needs': 'write', click: discard }, t('discard')), el('p', { class: 'hint', 'data-lacks': 'admin' }, t('adminAdopts'))) : el('p', {}, state === 'adopted' ? t('adopted', model) : t('discarded')));
}
