// The sample collections: which one a view opens with, and what one may ask it.

import { language } from '../base/strings.js';

const SAMPLE = { search: { en: 'wordnet', ko: 'questions' }, duplicates: 'questions', plagiarism: 'essays' };

/** The collection that a view opens with. */
export const sample = (view) => SAMPLE[view]?.[language()] ?? SAMPLE[view];

/** A document of the essays that was put together from others. */
export const EXAMPLE_ESSAY = 'e13';

/** Two texts to compare, by the language of the interface. */
export const COMPARED = {
  en: [
    'The ferry leaves at six. Tickets are sold on board. Dogs travel free of charge.',
    'You can buy your ticket on the boat. Your dog does not have to pay. Please bring warm clothes, it can get windy.',
  ],
  ko: [
    '배는 여섯 시에 떠납니다. 표는 배 안에서 살 수 있습니다. 개는 무료입니다.',
    '표는 승선한 뒤에 사면 됩니다. 강아지는 요금을 내지 않습니다. 바람이 부니 따뜻하게 입으세요.',
  ],
};

const EXAMPLES = {
  wordnet: ['the fear of being in a closed small room', 'a doctor who treats children', 'rain that freezes as it falls'],
  questions: {
    en: ['How can I fall asleep faster?', 'What should I do when I forgot my password?', '딸꾹질 멈추는 방법'],
    ko: ['딸꾹질 멈추는 방법', '해외에서 여권을 분실하면?', '화분에 물 주는 주기', 'How can I fall asleep faster?'],
  },
  essays: ['why the sea rises and falls', 'learning from mistakes'],
};

/** What one may ask a collection; undefined if it is no sample. */
export const questionsTo = (collection) => EXAMPLES[collection]?.[language()] ?? EXAMPLES[collection];
