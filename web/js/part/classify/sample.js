// Examples to try it with: messages to a shop, by the desk that they are for.

import { language } from '../../base/strings.js';

const SAMPLES = {
  en: {
    refund: ['I want my money back for the broken lamp', 'please return the amount to my card, the shoes do not fit', 'when will the refund arrive on my account'],
    delivery: ['my parcel has not arrived yet', 'where is the courier with my order', 'the tracking page has not changed for a week'],
    password: ['I cannot log in any more', 'the link to set a new password does not work', 'my account is locked after three attempts'],
    invoice: ['I need a bill with our tax number for accounting', 'the invoice shows the wrong company address'],
  },
  ko: {
    환불: ['고장 난 전등 값을 돌려주세요', '신발이 맞지 않으니 카드로 환불해 주세요', '환불금은 언제 계좌로 들어오나요?'],
    배송: ['택배가 아직 오지 않았어요', '주문한 물건을 실은 기사님은 어디쯤 계신가요?', '배송 조회가 일주일째 그대로예요'],
    비밀번호: ['더 이상 로그인이 안 돼요', '비밀번호를 새로 정하는 링크가 열리지 않아요', '세 번 틀려서 계정이 잠겼어요'],
    계산서: ['회계 처리에 쓸 세금 계산서가 필요해요', '계산서에 회사 주소가 잘못 적혔어요'],
  },
};

/** A name for the sample, its examples, and a text to ask for. */
export const sample = () => ({
  name: language() === 'ko' ? 'messages' : 'tickets',
  examples: Object.entries(SAMPLES[language()]).flatMap(([label, texts]) => texts.map((text) => ({ label, text }))),
  asked: language() === 'ko' ? '물건이 사흘이나 늦게 왔어요' : 'the package is three days late',
});
