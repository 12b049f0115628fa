// The texts of the interface in English, by their names. One with values in it is a function.

import { classify } from './classify.js';
import { common } from './common.js';
import { compare } from './compare.js';
import { curation } from './curation.js';
import { duplicates } from './duplicates.js';
import { library } from './library.js';
import { map } from './map.js';
import { plagiarism } from './plagiarism.js';
import { quality } from './quality.js';
import { search } from './search.js';
import { teaching } from './teaching.js';
import { train } from './train.js';

export const en = { ...classify, ...common, ...compare, ...curation, ...duplicates, ...library, ...map, ...plagiarism, ...quality, ...search, ...teaching, ...train };
