import { defineKind } from '../definition/define-kind'
import {
  choice,
  count,
  date,
  idNumber,
  longText,
  money,
  origin,
  phone,
  rows,
  text,
} from '../definition/fields'
import { wordLabel } from '../definition/words'
import { reviewFlow, reviewStatus } from '../definition/workflow'
import { disputeTypes } from '../dictionaries/matter-options'
import { inOrder } from './parts/date-order'
import { otherDocument, privateName, recordDate, recordUnit, remarks } from './parts/ledger-fields'
import { mediationFlow, mediationStates } from './parts/mediation-flow'

/** How a dispute came to the mediators. */
export const mediationOrigins = { own: '主动', applied: '申请', referred: '委托移送' } as const

export const agreementForms = { written: '书面', oral: '口头' } as const

/** 矛盾纠纷: one dispute and what became of it. Fields follow DOMAIN 2(f). */
export const mediation = defineKind({
  name: 'mediation',
  label: '矛盾纠纷',
  code: 'TJ',
  version: 2,
  owner: 'street',
  numbered: true,
  place: 'daily',
  // The parties are masked, so they are no part of the title.
  title: (r, _, wordsOf) => `${r.date ?? ''} ${wordLabel('dispute', r.type, wordsOf)}纠纷`.trim(),
  fields: {
    date: recordDate('登记日期'),
    unit: recordUnit(),
    type: choice({
      label: '纠纷类型',
      required: true,
      options: disputeTypes,
      dictionary: 'dispute',
      index: true,
      measured: true,
    }),
    way: choice({
      label: '受理方式',
      options: mediationOrigins,
      index: true,
      measured: true,
      suggest: 'last',
    }),
    appliedOn: date({ label: '申请日期', index: true }),
    acceptedOn: date({ label: '受理日期', index: true, suggest: 'today' }),
    committee: text({ label: '调解组织', max: 100, search: true, suggest: 'lastHere', personal: false }),
    mediator: text({ label: '调解员', max: 60, search: true, suggest: 'lastHere', personal: 'named' }),
    applicant: privateName({ label: '当事人（申请方）' }),
    phone: phone({ label: '申请方电话' }),
    idNumber: idNumber({ label: '申请方身份证号' }),
    otherDocument: otherDocument('申请方其他证件'),
    respondent: privateName({ label: '当事人（另一方）' }),
    respondentPhone: phone({ label: '另一方电话' }),
    respondentId: idNumber({ label: '另一方身份证号' }),
    respondentDocument: otherDocument('另一方其他证件'),
    parties: rows({
      label: '其他当事人',
      of: {
        name: privateName({
          label: '姓名（单位）',
          required: true,
          aliases: ['姓名', '单位', '名称', '当事人', '当事人姓名'],
        }),
        phone: phone({ label: '电话' }),
        idNumber: idNumber({ label: '身份证号' }),
        otherDocument: otherDocument(),
      },
    }),
    people: count({ label: '涉及人数', unit: '人', measured: true }),
    dispute: longText({ label: '纠纷概况', max: 2000, search: true }),
    mediatedOn: date({ label: '开始调解日期' }),
    agreementForm: choice({ label: '协议形式', options: agreementForms, measured: true }),
    agreementNo: text({ label: '协议书编号', max: 60, search: true, personal: false }),
    agreementOn: date({ label: '达成协议日期', index: true }),
    amount: money({ label: '协议金额', measured: true }),
    agreement: longText({ label: '协议内容', max: 4000, search: true }),
    failureReason: text({ label: '不成功的原因', max: 200, personal: false }),
    closedOn: date({ label: '调结日期', index: true, measured: true, countedBy: true }),
    performedOn: date({ label: '履行日期', measured: true }),
    confirmationAppliedOn: date({ label: '申请司法确认日期', fact: true }),
    confirmedOn: date({ label: '司法确认日期', measured: true }),
    crimesPrevented: count({ label: '防止民转刑', unit: '件', measured: true }),
    crimesPreventedPeople: count({ label: '防止民转刑涉及', unit: '人', measured: true }),
    petitionsPrevented: count({ label: '防止群体上访', unit: '件', measured: true }),
    petitionsPreventedPeople: count({ label: '防止群体上访涉及', unit: '人', measured: true }),
    remarks: remarks(),
    origin: origin(),
    state: choice({ label: '调解进度', options: mediationStates, index: true, measured: true }),
    status: reviewStatus(),
  },
  form: [
    ['date', 'unit', 'type'],
    ['way', 'appliedOn', 'acceptedOn'],
    ['committee', 'mediator', 'people'],
    ['applicant', 'phone', 'idNumber', 'otherDocument'],
    ['respondent', 'respondentPhone', 'respondentId', 'respondentDocument'],
    ['parties'],
    ['dispute'],
    ['mediatedOn', 'agreementOn', 'closedOn'],
    ['agreementForm', 'agreementNo', 'amount'],
    ['agreement'],
    ['failureReason'],
    ['performedOn', 'confirmationAppliedOn', 'confirmedOn'],
    ['crimesPrevented', 'crimesPreventedPeople'],
    ['petitionsPrevented', 'petitionsPreventedPeople'],
    ['remarks'],
  ],
  list: ['date', 'unit', 'type', 'applicant', 'mediator', 'state', 'status'],
  filters: ['unit', 'type', 'way', 'state', 'status'],
  mainAmount: 'amount',
  sort: { field: 'date', descending: true },
  sorts: ['unit', 'type', 'state', 'status'],
  // Whoever came first is the applicant: who came is the same matter from either side.
  duplicates: [
    {
      label: '当事人身份证号相同',
      same: ['idNumber'],
      or: [{ same: ['respondentId'] }, { same: ['parties/idNumber'] }],
      crossed: '当事人身份证号相同（登记在不同位置）',
      within: { field: 'date', days: 180 },
      weight: 60,
    },
    {
      label: '当事人其他证件相同',
      same: ['otherDocument'],
      or: [{ same: ['respondentDocument'] }, { same: ['parties/otherDocument'] }],
      crossed: '当事人其他证件相同（登记在不同位置）',
      within: { field: 'date', days: 180 },
      weight: 60,
    },
    {
      label: '当事人电话相同',
      same: ['phone'],
      or: [{ same: ['respondentPhone'] }, { same: ['parties/phone'] }],
      crossed: '当事人电话相同（登记在不同位置）',
      within: { field: 'date', days: 180 },
      weight: 40,
    },
    {
      label: '双方姓名读音相同',
      sounds: ['applicant', 'respondent'],
      or: [{ sounds: ['respondent', 'applicant'] }],
      crossed: '双方姓名读音相同（申请方和另一方对调）',
      within: { field: 'date', days: 180 },
      weight: 60,
    },
  ],
  flows: [mediationFlow, reviewFlow],
  takes: {
    'courtyard-session/demands': {
      unit: 'unit',
      applicant: 'who',
      phone: 'phone',
      dispute: 'what',
      type: 'category',
    },
    consultation: {
      unit: 'unit',
      applicant: 'who',
      phone: 'phone',
      idNumber: 'idNumber',
      otherDocument: 'otherDocument',
      dispute: 'question',
      type: 'category',
    },
  },
  check: (r) => [...inOrder(r, 'acceptedOn', 'closedOn'), ...inOrder(r, 'agreementOn', 'performedOn')],
})
