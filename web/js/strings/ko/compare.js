// Comparing two texts, in Korean.

import { and } from './particles.js';

export const compare = {
  compareTitle: '두 글의 뜻이 같은가요?',
  compareLead: '유사도는 두 글 벡터의 코사인입니다. 1이면 뜻이 같고, 0에 가까우면 공통점이 없습니다.',
  text1: '첫 번째 글',
  text2: '두 번째 글',
  compareHint: '두 칸에 모두 써 넣으세요.',
  textsCut: (tokens) => `모델이 읽는 길이보다 긴 글이 있어, 전체 비교에는 앞부분${tokens ? `(${tokens}토큰)` : ''}만 쓰였습니다.`,
  wordsTitle: '낱말끼리 비교',
  wordsLead: '모델이 문장 안에서 읽은 대로, 어느 낱말이 어느 낱말에 해당하는지 보여 줍니다. 색이 옅을수록 공통점이 적습니다.',
  matrixTitle: '문장끼리 비교',
  matrixLead: '행은 첫 번째 글의 문장, 열은 두 번째 글의 문장입니다. 진할수록 비슷합니다. 칸을 고르면 두 문장을 읽을 수 있습니다.',
  matrixCut: (n) => `글마다 처음 ${n}문장만 보입니다.`,
  matrixCell: (i, j, value) => `첫 번째 글 문장 ${and(i)} 두 번째 글 문장 ${j}: ${value}`,
  swap: '서로 바꾸기',
  clear: '지우기',
};
