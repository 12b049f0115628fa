// What the colours of the map tell: the groups, a field, or nothing.

import { el } from '../../base/dom.js';
import { fieldName, t } from '../../base/strings.js';
import { groupsOf } from './groups.js';
import { colours, legend, tellingFields } from '../plane/legend.js';

/** What the address says instead of a field. */
const [GROUPS, ONE] = ['', '-'];

/** `changed()` hears of another choice. */
export function colouring(changed) {
  const choice = el('select', { id: 'map-colour', change: () => { wanted = choice.value; changed(); } });
  const meaning = el('div', { id: 'map-legend' });
  let wanted = '';
  let groups = [];

  return {
    choice,
    legend: meaning,
    /** The choice as the address has it. */
    get value() {
      return choice.value;
    },
    /** To be chosen as soon as points are offered that have it. */
    want(value) {
      wanted = value;
    },
    /** Chooses what is wanted. */
    take() {
      choice.value = wanted;
    },
    /** The field that the colours tell, or undefined. */
    get field() {
      return [GROUPS, ONE].includes(choice.value) ? undefined : choice.value;
    },
    /** Offers what can be told of these points. */
    offer(points) {
      groups = groupsOf(points);
      const choices = [...(groups.length ? [[GROUPS, t('mapGroups')]] : []), [ONE, t('oneColour')], ...tellingFields(points).map((name) => [name, fieldName(name)])];
      choice.replaceChildren(...choices.map(([value, words]) => el('option', { value }, words)));
      choice.value = choices.some(([value]) => value === wanted) ? wanted : choices[0][0];
      choice.disabled = choices.length === 1;
    },
    /** Colours the points on a plane, and says what the colours mean. */
    paint(points, plane) {
      wanted = choice.value;
      const grouped = groups.length > 0 && choice.value === GROUPS;
      const { node, groups: numbers } = legend(points, grouped ? groupNames(groups) : this.field ? points.map(({ fields }) => fields[this.field]) : null);
      meaning.replaceChildren(node);
      this.refresh(plane);
      plane.show(points, numbers, grouped ? groups : []);
    },
    /** Takes the colours of the theme, which may be another one now. */
    refresh: (plane) => plane.paint(colours(meaning)),
  };
}

/** The name of each point's group. */
function groupNames(groups) {
  const names = [];
  for (const { name, members } of groups) for (const i of members) names[i] = name;
  return names;
}
