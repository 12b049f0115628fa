// What a person says about the case that is chosen, so that nobody is asked about it again: with the buttons, or with the keys A (accepted), C (cited
// properly), M (a common phrase), F (false), U (take it back), J and K (the next, the one before).

import * as assessments from '../../base/assessments.js';
import { attempt, inWords } from '../../base/attempt.js';
import { el, field } from '../../base/dom.js';
import { moment } from '../../base/format.js';
import { t } from '../../base/strings.js';

export const RULINGS = { a: 'accepted', c: 'cited', m: 'common', f: 'false' };
const LONGEST = 2000;

/** `changed(each)` hears that something was said about a case, or taken back. */
export function assessing(collection, check, changed) {
  const buttons = Object.values(RULINGS).map((ruling) => el('button', { type: 'button', 'data-ruling': ruling, title: t(`ruling.${ruling}.long`), click: () => say(shown, ruling) }, t(`ruling.${ruling}`)));
  const again = el('button', { type: 'button', class: 'quiet again', click: () => takeBack(shown) }, t('takeBack'));
  const note = el('input', { id: 'assessment-note', dir: 'auto', autocomplete: 'off', maxlength: LONGEST });
  const title = el('p', { class: 'kind' });
  const said = el('p', { class: 'note', role: 'status' });
  const error = el('p', { class: 'error', role: 'alert' });
  const node = el('div', { class: 'assessing', role: 'group', 'aria-label': t('assessing') }, title, said,
    el('div', { 'data-needs': 'write' }, el('div', { class: 'buttons' }, buttons, again), field(t('assessmentNote'), note), el('p', { class: 'note' }, t('assessmentKeys'))), error);
  let shown = null;
  let working = false;

  function show(each) {
    const { assessment, name } = shown = each;
    title.textContent = name;
    said.textContent = assessment ? [t('assessedAs', t(`ruling.${assessment.ruling}`), moment(assessment.at), assessment.by), assessment.note].filter(Boolean).join(' — ') : t('notAssessed');
    note.value = assessment?.note ?? '';
    again.hidden = !assessment;
    error.textContent = '';
    for (const button of buttons) button.setAttribute('aria-pressed', String(button.dataset.ruling === assessment?.ruling));
  }

  /** One after the other; what the server refuses is told here. */
  async function act(each, what) {
    if (working || !each) return;
    working = true;
    if (shown !== each) show(each);
    const done = await attempt(what, (problem) => { error.textContent = inWords(problem); });
    working = false;
    if (done) changed(each);
  }

  function say(each, ruling) {
    const { source, assessment } = each;
    const where = Object.fromEntries(['this_offset', 'this_length', 'source_offset', 'source_length'].map((name) => [name, each[name]]));
    return act(each, () => assessments.assess(collection, { check, source, ...where, ruling, note: shown === each ? note.value.trim() : assessment?.note ?? '', version: assessment?.version ?? 0 }));
  }

  const takeBack = (each) => act(each, async () => {
    if (each.assessment) await assessments.retract(collection, each.assessment);
  });

  return { node, show, say, takeBack };
}
