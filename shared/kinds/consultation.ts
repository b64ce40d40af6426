import { defineKind } from '../definition/define-kind'
import { choice, date, flag, idNumber, longText, origin, phone, text } from '../definition/fields'
import { wordLabel } from '../definition/words'
import { reviewFlow, reviewStatus } from '../definition/workflow'
import { consultationCategories } from '../dictionaries/matter-options'
import { consultationChannels } from '../dictionaries/service-options'
import { otherDocument, privateName, recordDate, recordUnit, remarks } from './parts/ledger-fields'

/** 法律咨询: one question asked and answered. Fields follow DOMAIN 2(c). */
export const consultation = defineKind({
  name: 'consultation',
  label: '法律咨询',
  code: 'ZX',
  version: 2,
  owner: 'street',
  numbered: true,
  place: 'daily',
  // Who asked is masked, so it is no part of the title.
  title: (r, _, wordsOf) => `${r.date ?? ''} ${wordLabel('consultation', r.category, wordsOf)}咨询`.trim(),
  fields: {
    date: recordDate('咨询日期'),
    unit: recordUnit(),
    channel: choice({
      label: '咨询方式',
      aliases: ['来访方式'],
      required: true,
      options: consultationChannels,
      dictionary: 'consultationChannel',
      index: true,
      measured: true,
      suggest: 'last',
    }),
    category: choice({
      label: '咨询类别',
      aliases: ['类别', '咨询类型'],
      required: true,
      options: consultationCategories,
      dictionary: 'consultation',
      index: true,
      measured: true,
    }),
    who: privateName({ label: '咨询人', aliases: ['姓名', '来访人'] }),
    phone: phone({ label: '电话' }),
    idRefused: flag({ label: '拒绝提供身份信息' }),
    idNumber: idNumber({ label: '身份证号' }),
    otherDocument: otherDocument(),
    question: longText({ label: '咨询内容', aliases: ['内容', '咨询事项'], max: 2000, search: true }),
    answer: longText({
      label: '解答意见',
      aliases: ['答复', '答复意见', '解答情况'],
      max: 4000,
      required: true,
      search: true,
    }),
    receivedBy: text({
      label: '接待人',
      aliases: ['值班人', '解答人'],
      required: true,
      max: 40,
      search: true,
      suggest: 'last',
      personal: 'named',
    }),
    answeredOn: date({ label: '答复日期', index: true, suggest: 'today', dayOf: 'answer' }),
    guidedToAid: flag({ label: '引导申请法律援助', measured: true }),
    remarks: remarks(),
    origin: origin(),
    status: reviewStatus(),
  },
  form: [
    ['date', 'unit', 'channel'],
    ['category', 'receivedBy', 'answeredOn'],
    ['who', 'phone'],
    ['idRefused', 'idNumber', 'otherDocument'],
    ['question'],
    ['answer'],
    ['guidedToAid'],
    ['remarks'],
  ],
  list: ['date', 'unit', 'channel', 'category', 'who', 'receivedBy', 'status'],
  filters: ['unit', 'channel', 'category', 'status'],
  sort: { field: 'date', descending: true },
  sorts: ['unit', 'channel', 'category', 'status'],
  duplicates: [
    { label: '身份证号相同', same: ['idNumber'], within: { field: 'date', days: 30 }, weight: 60 },
    { label: '电话相同', same: ['phone'], within: { field: 'date', days: 30 }, weight: 40 },
    {
      label: '同单位、姓名读音和类别相同',
      same: ['unit', 'category'],
      sounds: ['who'],
      within: { field: 'date', days: 7 },
      weight: 40,
    },
  ],
  flows: [reviewFlow],
  forms: ['consultation-register', 'interview'],
  follow: { $record: ['mediation', 'wage-arrears-lead', 'legal-aid-case'] },
  takes: {
    'courtyard-session/demands': {
      unit: 'unit',
      who: 'who',
      phone: 'phone',
      question: 'what',
      category: 'category',
    },
  },
  check: (r) =>
    r.idRefused === true && (typeof r.idNumber === 'string' || typeof r.otherDocument === 'string')
      ? [{ field: 'idRefused', reason: 'id.refused' }]
      : [],
})
