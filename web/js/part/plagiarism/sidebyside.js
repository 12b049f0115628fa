// A suspicious text and its sources side by side: each matching part has a number, and the colour of how it was reused, on both sides.

import { el, isolated, written } from '../../base/dom.js';
import { percent } from '../../base/format.js';
import { kindName, reasonName, t } from '../../base/strings.js';
import { codePoints, pieces } from '../../base/text.js';
import { queueKeys } from '../keys.js';
import { assessing, RULINGS } from './assessing.js';
import { scrollTogether } from './together.js';
import { similarityBar } from '../results.js';

const EXCERPT = 90;
/** As long as a smooth scroll to a case may take, in milliseconds. */
const LINING_UP = 900;

/** In the order of the text, so that a case stays where it is when somebody says that it does not count. */
const inOrder = (a, b) => a.this_offset - b.this_offset || a.source_offset - b.source_offset;

/**
 * What an answer of the API says of a text: the summary in words, and a node with everything else. Where cases can be judged, `judge` is {collection,
 * changed(number), at}: the number of the case that is chosen at first, 0 for none.
 */
export function comparison(text, answer, judge) {
  const all = [...answer.cases, ...answer.left_out].sort(inOrder);
  if (all.length === 0) return [t('noCases')];
  const cases = all.map((each, i) => ({ ...each, number: i + 1, label: label(each), name: t('caseName', i + 1, label(each)), colour: each.left_out ? 'left-out' : `kind-${each.kind}` }));
  const words = t('covered', percent(answer.coverage), answer.cases.length, answer.sources.filter((source) => source.cases > 0).length);
  return [answer.left_out.length ? t('withLeftOut', words, percent(answer.coverage_with_left_out)) : words, layOut(text, answer, cases, judge)];
}

/** What the colours mean, and how much of the text has each. */
function kinds(parts) {
  return el('ul', { class: 'legend kinds' }, Object.entries(parts).filter(([, part]) => part > 0).map(([kind, part]) => el('li', { class: `kind-${kind}` },
    el('span', { class: 'swatch kind-swatch', 'aria-hidden': 'true' }), `${kindName(kind)} ${percent(part)}`)));
}

/** How a passage was reused, on which page and, if it does not count, why. */
function label(each) {
  const words = each.this_page ? t('onPage', kindName(each.kind), each.this_page) : kindName(each.kind);
  if (each.assessment) return t('ruledAs', words, t(`ruling.${each.assessment.ruling}`));
  return each.left_out ? t('leftOut', words, reasonName(each.left_out)) : words;
}

/** What the text says of where a passage is from: the citation, and the entry of its list that it leads to. */
function cited(citation) {
  if (!citation) return [];
  const { kind, text, reference, work } = citation;
  return [el('span', { class: 'facts citation' }, t(`citation.${kind}`), text ? ': ' : null, text ? el('bdi', {}, text) : null, work === 'unknown' ? null : ` (${t(`work.${work}`)})`),
    reference && written('span', reference, { class: 'facts citation' })].filter(Boolean);
}

const titleOf = ({ title, id }) => title || id;

function layOut(text, { id: check, sources, by_kind: parts }, cases, judge) {
  const sourceButtons = new Map();
  const caseButtons = new Map();
  const left = pane('plagiarism-this', t('thisText'));
  const right = pane('plagiarism-source', '');
  let shown;
  /** The number of the case that is judged. */
  let at = 1;

  const on = (side, each) => ({ ...each, start: each[`${side}_offset`], length: each[`${side}_length`] });
  const here = cases.map((each) => on('this', each));
  fill(left, text, here, choose);

  function showSource(source) {
    if (shown === source) return;
    shown = source;
    right.name(isolated(t('sourceOf', titleOf(source)), titleOf(source)));
    fill(right, source.text, cases.filter((each) => each.source === source.id).map((each) => on('source', each)), choose);
    for (const [id, button] of sourceButtons) button.setAttribute('aria-pressed', String(id === source.id));
  }

  /** Lines both sides up on a case. */
  function choose(number) {
    const chosen = cases[number - 1];
    const source = sources.find(({ id }) => id === chosen.source);
    if (source) showSource(source);
    for (const [each, button] of caseButtons) button.setAttribute('aria-pressed', String(each === number));
    both.scrollIntoView({ block: 'nearest' });
    scrolling.release(LINING_UP);
    left.light(chosen);
    right.light(chosen);
    at = number;
    keys?.mark(number - 1);
    ruling?.show(chosen);
  }

  /** A case that has the focus alone is shown by the first key: nobody judges what is not shown. */
  function judgeBy(letter, i) {
    if (letter !== 'u' && !(letter in RULINGS)) return false;
    if (cases[i].number !== at) choose(cases[i].number);
    else if (letter === 'u') ruling.takeBack(cases[i]);
    else ruling.say(cases[i], RULINGS[letter]);
    return true;
  }

  const sourceList = el('ol', { class: 'sources' }, sources.map((source) => {
    const button = el('button', { type: 'button', 'aria-pressed': 'false', 'data-id': source.id, click: () => showSource(source) },
      written('span', titleOf(source), { class: 'title' }),
      el('span', { class: 'facts' }, t('sourceLine', percent(source.coverage), source.cases)));
    sourceButtons.set(source.id, button);
    return el('li', {}, button);
  }));

  const points = codePoints(text);
  const caseList = el('ol', { class: 'cases' }, here.map(({ number, colour, label: words, similarity, start, length, source, citation }) => {
    const excerpt = points.slice(start, start + Math.min(length, EXCERPT)) + (length > EXCERPT ? '…' : '');
    const button = el('button', { type: 'button', class: colour, 'aria-pressed': 'false', 'data-case': number, click: () => choose(number) },
      el('span', { class: 'badge' }, String(number)),
      el('span', { class: 'kind' }, words), similarityBar(similarity), written('span', excerpt, { class: 'excerpt' }),
      written('span', titleOf(sources.find(({ id }) => id === source) ?? { id: source }), { class: 'facts from' }), ...cited(citation));
    caseButtons.set(number, button);
    return el('li', {}, button);
  }));

  const ruling = judge && assessing(judge.collection, check, ({ number }) => judge.changed(number));
  const keys = judge && queueKeys(caseList, cases.map(({ number }) => ({ node: caseButtons.get(number), focus: () => { caseButtons.get(number).focus(); choose(number); } })), judgeBy);
  const scrolling = scrollTogether(left.text, right.text);
  const both = el('div', { class: 'both' }, left.node, right.node);
  showSource(sources[0]);
  if (judge?.at) queueMicrotask(() => { caseButtons.get(Math.min(judge.at, cases.length)).focus(); choose(Math.min(judge.at, cases.length)); });
  else ruling?.show(cases[0]);
  return el('div', { class: 'comparison' }, kinds(parts),
    el('div', { class: 'overview' },
      el('div', {}, el('h2', {}, t('sources')), sourceList),
      el('div', {}, el('h2', {}, t('cases')), caseList, ruling?.node)),
    both);
}

/** One side: a heading and a text that scrolls by itself. */
function pane(id, heading) {
  const title = written('h2', heading, { id: `${id}-title` });
  const text = el('div', { id: `${id}-text`, class: 'text', role: 'region', 'aria-labelledby': `${id}-title`, tabindex: 0, dir: 'auto' });
  return {
    text,
    node: el('div', { id, class: 'pane' }, title, text),
    name(words) {
      title.replaceChildren(...words);
    },
    light({ number, colour }) {
      let first;
      for (const mark of text.querySelectorAll('mark')) {
        const on = mark.dataset.cases.split(' ').includes(String(number));
        mark.className = on ? `${colour} chosen` : mark.dataset.colour;
        if (on) first ??= mark;
      }
      if (first) scrollWithin(text, first);
    },
  };
}

function fill({ text: place }, text, spans, choose) {
  place.replaceChildren(...pieces(text, spans).map((piece) => {
    if (piece.spans.length === 0) return piece.text;
    const [first] = piece.spans;
    const badges = piece.begins.map(({ number, name, colour }) => el('button', {
      type: 'button', class: `badge ${colour}`, 'data-case': number, 'aria-label': name,
      click: (event) => { event.stopPropagation(); choose(number); },
    }, String(number)));
    return el('mark', {
      class: first.colour, 'data-colour': first.colour, 'data-cases': piece.spans.map(({ number }) => number).join(' '),
      click: () => { if (getSelection().isCollapsed) choose(first.number); },
    }, badges, piece.text);
  }));
  place.scrollTop = 0;
}

function scrollWithin(place, mark) {
  const above = mark.getBoundingClientRect().top - place.getBoundingClientRect().top;
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  place.scrollTo({ top: place.scrollTop + above - place.clientHeight / 5, behavior: calm ? 'auto' : 'smooth' });
}
