// Search, in Korean.

import { object } from './particles.js';

export const search = {
  searchTitle: '뜻으로 검색',
  searchLead: '찾는 것을 설명해 보세요. 같은 낱말이 하나도 없어도 뜻이 통하는 글을 찾습니다.',
  searchLabel: '무엇을 찾으세요?',
  results: (n, ms) => `결과 ${n}개, ${ms}ms`,
  noResults: '찾은 글이 없습니다.',
  queryCut: (tokens) => `글이 모델이 읽는 길이보다 길어 앞부분${tokens ? `(${tokens}토큰)` : ''}만 비교했습니다.`,
  besideTitle: '두 모델 비교',
  compareWithCollection: '같은 질문을 함께 할 곳',
  nothingBeside: '다른 컬렉션 없음',
  besideLead: '다른 모델이 같은 글을 읽어 따로 컬렉션을 만듭니다. 그동안 이 컬렉션은 그대로 답합니다.',
  besideModel: '모델: 서버의 모델이나 여기서 학습한 모델',
  besideName: '새 컬렉션 이름',
  besideMake: '옆에 만들기',
  besideMaking: (name) => `${object(name)} 만들고 있습니다. 다 되면 바로 물어볼 수 있습니다.`,
  besideReady: (name) => `이제 ${name}에도 함께 묻습니다.`,
  besideSwitch: (model) => `${object(model)} 쓰기…`,
  besideSwitchSure: (name, model) => `${object(name)} ${model} 모델로 다시 만들기`,
  besideSwitching: (name, model) => `${object(name)} ${model} 모델로 다시 만들고 있습니다. 정한 것과 넣은 예문은 그대로입니다. 끝나면 옆의 컬렉션은 컬렉션 화면에서 지워도 됩니다.`,
  besideSwitched: (name, model) => `이제 ${name}에는 ${object(model)} 씁니다.`,
  onlyHere: '여기에만 있음',
};
