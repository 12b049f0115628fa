// The sample collections: which one a view opens with, and what one may ask it.

export const SAMPLE = { search: 'wordnet', duplicates: 'questions', plagiarism: 'essays' };

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

export const EXAMPLES = {
  wordnet: ['the fear of being in a closed small room', 'a doctor who treats children', 'rain that freezes as it falls'],
  questions: ['How can I fall asleep faster?', 'What should I do when I forgot my password?', '잠이 안 올 때는 어떻게 해야 하나요?'],
  essays: ['why the sea rises and falls', 'learning from mistakes'],
};
