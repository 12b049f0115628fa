// What goes wrong, in Korean, by the code of the server's problem; its own sentence follows where it names values. And metadata in words.

const because = (words) => (sentence) => (sentence ? `${words} (${sentence})` : words);
const plainly = (words) => () => words;

export const problems = {
  invalid_request: because('받을 수 없는 값이 있습니다.'),
  malformed_json: because('요청을 읽을 수 없습니다.'),
  body_too_large: because('너무 큽니다. 나누어 보내 주세요.'),
  unreadable_document: because('문서를 읽을 수 없습니다.'),
  unsupported_media_type: because('읽을 수 있는 종류의 파일이 아닙니다.'),
  collection_not_found: plainly('그런 컬렉션이 없습니다.'),
  document_not_found: plainly('그런 글이 없습니다. 삭제되었을 수 있습니다.'),
  check_not_found: plainly('이 검사 결과는 더는 보관되어 있지 않습니다. 다시 검사해 주세요.'),
  model_not_found: because('그런 모델이 없습니다.'),
  collection_busy: plainly('다른 작업이 이 컬렉션에 쓰고 있습니다. 잠시 뒤에 다시 해 주세요.'),
  collection_locked: plainly('다른 프로그램이 이 컬렉션에 쓰고 있습니다. 잠시 뒤에 다시 해 주세요.'),
  collection_too_large: because('한꺼번에 비교하기에는 컬렉션이 너무 큽니다. ‘묶음’에서는 살펴볼 수 있습니다.'),
  collection_empty: plainly('컬렉션에 글이 없습니다.'),
  passport_mismatch: because('다른 모델로 만든 컬렉션입니다.'),
  comparison_busy: plainly('다른 컬렉션을 비교하고 있습니다. 끝나기를 기다리거나 멈추어 주세요.'),
  comparison_missing: plainly('아직 비교하지 않았습니다.'),
  mining_busy: plainly('다른 컬렉션을 살펴보고 있습니다. 끝나기를 기다리거나 멈추어 주세요.'),
  not_mined: plainly('내려받을 것이 없습니다. 먼저 전체를 살펴보세요.'),
  map_missing: plainly('지도가 아직 없습니다.'),
  encoder_busy: plainly('지금 요청이 많습니다. 곧 다시 시도합니다.'),
  duplicate_document: because('이미 있는 글과 같습니다.'),
  unauthorized: plainly('이 서버의 키가 아니거나, 취소되었거나 기한이 지난 키입니다.'),
  forbidden: because('이 키로는 할 수 없는 일입니다.'),
  csrf: plainly('다시 로그인해 주세요.'),
  not_ready: plainly('서버가 시작하거나 멈추는 중입니다.'),
  not_found: plainly('그런 주소가 없습니다.'),
  internal_error: plainly('서버에 문제가 생겼습니다. 서버의 기록에 까닭이 남아 있습니다.'),
};

export const fields = {
  topic: '주제',
  language: '언어',
  lang: '언어',
  author: '글쓴이',
  date: '날짜',
  year: '해',
  source: '출처',
  category: '분류',
  kind: '종류',
  type: '종류',
  tags: '꼬리표',
  url: '주소',
  translation_of: '원문',
  pos: '품사',
};
