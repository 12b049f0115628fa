// The map, in English.

import { s } from './plural.js';

export const map = {
  map: 'Map',
  mapTitle: 'What lies near what?',
  mapLead: 'Each point is a text; texts that mean the same stand together. Write something and see where it belongs.',
  mapLabel: 'Show where this belongs',
  mapSize: 'Texts shown',
  mapSizeOf: (n) => `at most ${n}`,
  mapColour: 'Colour by',
  oneColour: 'one colour',
  mapGroups: 'what lies together',
  otherValues: 'others',
  mapDrawing: (part) => `Drawing the map: ${part}`,
  mapWhole: (n) => (n === '1' ? 'A single text.' : `All ${n} texts.`),
  mapSample: (n, all) => `${n} of ${all} texts, drawn at random.`,
  mapPreserved: (part) => `Of the ten texts nearest in meaning, ${part} are close by here as well; the rest had to give way to fit into the plane.`,
  mapOf: (name, n) => `Map of ${name}, ${n} text${s(n)}`,
  mapMiddle: 'In the middle of the picture',
  mapNearest: 'Nearest to your text',
  mapChosen: 'Chosen',
  mapCircled: (n) => `${n} circled text${s(n)}`,
  mapKeys: 'Drag to move, turn the wheel or pinch to enlarge, drag with Shift to circle texts. With the keyboard: arrow keys move, + and − enlarge, 0 shows all, and the list tells what is in the middle.',
  lasso: 'Circle texts',
  enlarge: 'Enlarge',
  reduce: 'Reduce',
  showAll: 'Show all',
};
