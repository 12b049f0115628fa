// Every text of the interface. One with values in it is a function.

import { local } from './settings.js';

/** The plural's ending; a number may come as it is shown. */
const s = (n) => (String(n) === '1' ? '' : 's');

const en = {
  otherLanguage: '한국어',
  skip: 'Skip to the content',
  views: 'Views',
  search: 'Search',
  duplicates: 'Duplicates',
  plagiarism: 'Plagiarism',
  gone: 'The server does not answer. Trying again…',
  about: (version, model, dimension) => `Doppel ${version} · ${model} · ${dimension} dimensions`,
  collection: 'Collection',
  texts: (n) => `${n} text${s(n)}`,
  similarity: 'Similarity',
  working: 'Working…',
  unexplained: (status) => `The server answered with status ${status} and did not say why.`,
  tryThese: 'For example:',
  nothingIndexed: 'Nothing is indexed yet. Index a file of texts with this command:',
  stillIndexing: 'This collection is still being indexed: what is not in it yet cannot be found.',
  collectionFailed: (name, error) => `Indexing ${name} failed: ${error}`,
  more: 'Show more',

  searchTitle: 'Search by meaning',
  searchLead: 'Describe it in your own words. Doppel finds the texts that mean the same, even if they share no word.',
  searchLabel: 'What are you looking for?',
  results: (n, ms) => `${n} result${s(n)} in ${ms} ms`,
  noResults: 'Nothing was found.',
  queryCut: (tokens) => `Your text is longer than the model reads; only its beginning${tokens ? ` (${tokens} tokens)` : ''} was compared.`,

  duplicatesTitle: 'Has this been asked before?',
  duplicatesLead: 'Find the texts that say the same in other words.',
  checkOne: 'Check one text',
  allPairs: 'All pairs in this collection',
  questionLabel: 'Question or text to check',
  threshold: 'Least similarity',
  candidates: (n, ms) => `${n} text${s(n)} in ${ms} ms`,
  noCandidates: (threshold) => `No text is at least ${threshold} similar. Lower the least similarity to see more.`,
  candidatesCut: 'There are more; the most similar are shown.',
  findPairs: 'Find all pairs',
  manyPairs: (n) => `This compares ${n} texts with each other and may take a while.`,
  pairs: (n, ms) => `${n} pair${s(n)} in ${ms} ms`,
  noPairs: (threshold) => `No two texts are at least ${threshold} similar.`,

  plagiarismTitle: 'Was this copied, and from where?',
  plagiarismLead: 'See what was copied, edited or paraphrased, beside its sources.',
  textLabel: 'Text to check',
  textHint: 'Paste a text, or drop a text file here.',
  pickFile: 'Open a text file…',
  storedLabel: 'Or a text of this collection',
  storedNone: 'Choose…',
  tryExample: 'Try an example',
  check: 'Check',
  notText: (name) => `${name} is not a text file.`,
  excluded: (id) => `${id} itself is not counted as a source.`,
  noCases: 'No part of this text was found in the collection.',
  covered: (part, cases, sources) => `${part} of this text lies in ${cases} case${s(cases)} from ${sources} source${s(sources)}.`,
  textCut: 'The text was too long to be compared in full.',
  sources: 'Sources',
  cases: 'Matching parts',
  thisText: 'This text',
  sourceOf: (title) => `Source: ${title}`,
  sourceLine: (part, cases) => `${part} of this text, ${cases} case${s(cases)}`,
  caseName: (n, kind) => `Case ${n}, ${kind}`,
  'kind.verbatim': 'copied',
  'kind.light': 'lightly edited',
  'kind.paraphrase': 'paraphrased',

  progress: 'Indexing',
  progressOf: (name) => `Indexing ${name}`,
  doneOf: (done, total) => (total ? `${done} of ${total}` : done),
  rate: (n) => `${n} texts/s`,
  left: (time) => `${time} left`,
  rejected: (n) => `${n} rejected`,
  hours: (n) => `${n} h`,
  minutes: (n) => `${n} min`,
  seconds: (n) => `${n} s`,
};

const ko = {
  otherLanguage: 'English',
  skip: '본문으로 건너뛰기',
  views: '화면',
  search: '검색',
  duplicates: '중복 찾기',
  plagiarism: '표절 검사',
  gone: '서버가 응답하지 않습니다. 다시 연결하고 있습니다…',
  about: (version, model, dimension) => `Doppel ${version} · ${model} · ${dimension}차원`,
  collection: '컬렉션',
  texts: (n) => `글 ${n}개`,
  similarity: '유사도',
  working: '처리하고 있습니다…',
  unexplained: (status) => `서버가 이유 없이 상태 ${status}(으)로 응답했습니다.`,
  tryThese: '예를 들면:',
  nothingIndexed: '아직 색인된 글이 없습니다. 다음 명령으로 글 파일을 색인하세요:',
  stillIndexing: '이 컬렉션은 아직 색인 중이라, 들어오지 않은 글은 찾을 수 없습니다.',
  collectionFailed: (name, error) => `${name} 색인 실패: ${error}`,
  more: '더 보기',

  searchTitle: '뜻으로 검색',
  searchLead: '찾는 것을 설명해 보세요. 같은 낱말이 하나도 없어도 뜻이 통하는 글을 찾습니다.',
  searchLabel: '무엇을 찾으세요?',
  results: (n, ms) => `결과 ${n}개, ${ms}ms`,
  noResults: '찾은 글이 없습니다.',
  queryCut: (tokens) => `글이 모델이 읽는 길이보다 길어 앞부분${tokens ? `(${tokens}토큰)` : ''}만 비교했습니다.`,

  duplicatesTitle: '이미 나온 질문인가요?',
  duplicatesLead: '다른 말로 같은 것을 말하는 글을 찾습니다.',
  checkOne: '글 하나 확인',
  allPairs: '컬렉션의 모든 쌍',
  questionLabel: '확인할 질문이나 글',
  threshold: '최소 유사도',
  candidates: (n, ms) => `비슷한 글 ${n}개, ${ms}ms`,
  noCandidates: (threshold) => `유사도 ${threshold} 이상인 글이 없습니다. 최소 유사도를 낮춰 보세요.`,
  candidatesCut: '더 있습니다. 가장 비슷한 것만 보입니다.',
  findPairs: '모든 쌍 찾기',
  manyPairs: (n) => `글 ${n}개를 서로 비교하므로 시간이 걸릴 수 있습니다.`,
  pairs: (n, ms) => `${n}쌍, ${ms}ms`,
  noPairs: (threshold) => `유사도 ${threshold} 이상인 쌍이 없습니다.`,

  plagiarismTitle: '베낀 글인가요? 어디에서요?',
  plagiarismLead: '베끼거나 고치거나 바꿔 쓴 부분을 출처와 나란히 보여 줍니다.',
  textLabel: '검사할 글',
  textHint: '글을 붙여 넣거나 텍스트 파일을 여기에 끌어다 놓으세요.',
  pickFile: '텍스트 파일 열기…',
  storedLabel: '또는 이 컬렉션의 글',
  storedNone: '고르세요…',
  tryExample: '예시 보기',
  check: '검사',
  notText: (name) => `${name}: 텍스트 파일이 아닙니다.`,
  excluded: (id) => `${id} 자신은 출처에서 뺐습니다.`,
  noCases: '이 글과 겹치는 부분이 컬렉션에 없습니다.',
  covered: (part, cases, sources) => `이 글의 ${part}가 출처 ${sources}개, 사례 ${cases}건에 들어 있습니다.`,
  textCut: '글이 너무 길어 전부 비교하지 못했습니다.',
  sources: '출처',
  cases: '겹치는 부분',
  thisText: '이 글',
  sourceOf: (title) => `출처: ${title}`,
  sourceLine: (part, cases) => `이 글의 ${part}, ${cases}건`,
  caseName: (n, kind) => `사례 ${n}, ${kind}`,
  'kind.verbatim': '그대로 베낌',
  'kind.light': '조금 고침',
  'kind.paraphrase': '바꿔 씀',

  progress: '색인',
  progressOf: (name) => `${name} 색인 중`,
  doneOf: (done, total) => (total ? `${total}개 중 ${done}개` : `${done}개`),
  rate: (n) => `초당 ${n}개`,
  left: (time) => `${time} 남음`,
  rejected: (n) => `제외 ${n}개`,
  hours: (n) => `${n}시간`,
  minutes: (n) => `${n}분`,
  seconds: (n) => `${n}초`,
};

const LANGUAGES = { en, ko };
let current = [local.get('language'), navigator.language.slice(0, 2), 'en'].find((code) => code in LANGUAGES);

export const language = () => current;

export function switchLanguage() {
  current = current === 'en' ? 'ko' : 'en';
  local.set('language', current);
}

export function t(name, ...values) {
  const text = LANGUAGES[current][name];
  if (text === undefined) throw new Error(`no text is named ${name}`);
  return typeof text === 'function' ? text(...values) : text;
}

/** The kind of a case in words; a kind this page does not know is shown as it is. */
export const kindName = (kind) => LANGUAGES[current][`kind.${kind}`] ?? kind;
