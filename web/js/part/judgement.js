// How likely two texts ask the same, and what speaks against it.

import { el } from '../base/dom.js';
import { cosine, percent } from '../base/format.js';
import { t } from '../base/strings.js';

/**
 * Nodes for `probability`, `verdict`, `first_probability` (before a second judge), `guards`, `template` (the values in which both differ, if in nothing else)
 * and `shares` (how much of each stands in the other one) of an answer; none where nothing was judged.
 */
export function judged({ probability, verdict, first_probability: first, guards, similarity, template = [], shares }) {
  if (probability === null || probability === undefined) return [];
  return [
    el('span', { class: `judged ${verdict}` }, t('judged', percent(probability), t(`verdict-${verdict}`))),
    similarity === undefined ? null : el('span', { class: 'cosine' }, t('similarityOf', cosine(similarity))),
    typeof first === 'number' ? el('span', { class: 'cosine' }, t('secondJudged', percent(first))) : null,
    ...(template.length > 0 ? [ofTemplate(template)] : guards.map(({ guard, here, there }) => el('span', { class: 'guard' }, t(`guard-${guard}`), ': ', ...apart(here, there)))),
    shares ? el('span', { class: 'cosine' }, sharesOf(shares)) : null,
  ];
}

/** The guards would say no more than the values. */
const ofTemplate = (fields) => el('span', { class: 'guard' }, t('sameTemplate'), ': ', ...valuesApart(fields));

/** Nodes for the values in which two texts of one template differ. */
export const valuesApart = (fields) => fields.flatMap(({ here, there }, i) => [i > 0 ? ', ' : '', ...apart(here, there)]);

const apart = (here, there) => [words(here), ' / ', words(there)];

const words = (text) => el('bdi', {}, text || '–');

function sharesOf({ here, there, boilerplate_here: leftHere, boilerplate_there: leftThere }) {
  const both = t('sharesOf', percent(here), percent(there));
  return leftHere + leftThere > 0 ? `${both} ${t('withoutBoilerplate', percent(leftHere), percent(leftThere))}` : both;
}
