// Search, in Korean.

export const search = {
  searchTitle: '뜻으로 검색',
  searchLead: '찾는 것을 설명해 보세요. 같은 낱말이 하나도 없어도 뜻이 통하는 글을 찾습니다.',
  searchLabel: '무엇을 찾으세요?',
  results: (n, ms) => `결과 ${n}개, ${ms}ms`,
  noResults: '찾은 글이 없습니다.',
  queryCut: (tokens) => `글이 모델이 읽는 길이보다 길어 앞부분${tokens ? `(${tokens}토큰)` : ''}만 비교했습니다.`,
};
