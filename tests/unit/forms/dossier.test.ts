import { formTitle } from '../../../shared/forms'
import {
  contentsOf,
  dossierText,
  mediationDossier,
  numbered,
  readDossier,
} from '../../../shared/forms/dossier'

const written = { appliedOn: '2026-11-01', agreementForm: 'written', visitedOn: '2026-12-01' }
const listOf = (body: Record<string, string>) => dossierText(mediationDossier, body, formTitle)
const read = (text: string) => readDossier(mediationDossier, text, formTitle)
/** By hand: the record takes three pages, everything else one. */
const pagesOf = (form: string) => (form === 'mediation-record' ? 3 : 1)

test('a record’s own papers are put in, what it has not is not, and what people put in stands with 0 pages', () => {
  expect(listOf({ agreementForm: 'oral' }).split('\n')).toEqual([
    '人民调解申请书｜不装',
    '人民调解受理登记表｜装入',
    '人民调解当事人权利义务告知书｜装入',
    '当事人身份证明｜0页',
    '授权委托书｜0页',
    '人民调解调查记录｜0页',
    '证据材料｜0页',
    '人民调解记录｜装入',
    '人民调解协议书｜不装',
    '人民调解口头协议登记表｜装入',
    '履行凭证｜0页',
    '人民调解回访记录｜不装',
    '司法确认有关材料｜0页',
    '卷宗情况说明｜0页',
  ])
})

test('pages are numbered through, over what people put in, and 卷内目录 says where each part stands', () => {
  const text = listOf(written)
    .replace('当事人身份证明｜0页', '当事人身份证明｜2页')
    .replace('证据材料｜0页', '证据材料｜4')
  const entries = read(text)
  // By hand: 申请书 1, 登记表 2, 告知书 3, 身份证明 4-5, 证据 6-9, 记录 10-12, 协议书 13, 回访 14.
  expect(numbered(entries, pagesOf).map(({ from, to }) => [from, to])).toEqual([
    ...[
      [1, 1],
      [2, 2],
      [3, 3],
      [4, 5],
      [6, 9],
    ],
    ...[
      [10, 12],
      [13, 13],
      [14, 14],
    ],
  ])
  expect(contentsOf(mediationDossier, entries, pagesOf).map(({ pages }) => pages)).toEqual([
    ...['1-2', '3', '4-5', '', '', '6-9', '10-12', '13', '', '14', '', ''],
  ])
})

test('a person may move, leave out and add papers; lines that name nothing are no paper', () => {
  const entries = read(
    '人民调解记录｜装入\n人民调解受理登记表 | 装入\n人民调解协议书｜不装\n证据材料｜0页\n随便写的｜3页\n\n授权委托书｜1页',
  )
  expect(entries.map((entry) => ('form' in entry ? entry.form : entry.pages))).toEqual([
    ...['mediation-record', 'mediation-acceptance', 1],
  ])
  const pages = contentsOf(mediationDossier, entries, pagesOf).map((line) => line.pages)
  expect([pages[0], pages[3], pages[6]]).toEqual(['4', '5', '1-3'])
})
