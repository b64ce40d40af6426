import { activity } from '../kinds/activity'
import { legalAidCase } from '../kinds/legal-aid-case'
import { responsibilityItem } from '../kinds/responsibility-item'
import { wageArrearsLead } from '../kinds/wage-arrears-lead'
import { signers } from '../paper/sheet/model'
import type { Ledger } from './define'

/** What offices report of a week or a month of concentrated publicity. */
const campaignColumns = [
  ...['date', 'unit', 'theme', 'form', 'place', 'organiser', 'attendance', 'leaders', 'leaflets', 'posts'],
  ...['media', 'reads'],
]

/** Lists for a purpose (DOMAIN 4): ledgers with columns, date and variant of their own. */
export const lists: readonly Ledger[] = [
  {
    name: 'wage-arrears-list',
    label: '欠薪线索清单',
    kind: wageArrearsLead,
    dateField: 'date',
    columns: [
      'date',
      'unit',
      'source',
      'employer',
      'project',
      'people',
      'amount',
      'state',
      'conclusion',
      'closedOn',
      'recovered',
      'helped',
    ],
    variants: ['upward', 'internal'],
    signers,
    free: false,
  },
  {
    // Paid by the case to whoever undertook it; published so that anybody may object (补贴公示).
    name: 'legal-aid-subsidies',
    label: '法律援助案件补贴发放公示表',
    kind: legalAidCase,
    dateField: 'subsidyPaidOn',
    columns: [
      'unit',
      'applicant',
      'caseType',
      'serviceForm',
      'cause',
      'lawFirm',
      'lawyer',
      'closedOn',
      'subsidyAmount',
      'subsidyPaidOn',
    ],
    variants: ['public', 'internal'],
    naming: ['lawyer'],
    signers: ['公示单位（盖章）', '公示期限', '监督电话'],
    free: false,
  },
  {
    name: 'constitution-week',
    label: '宪法宣传周活动情况表',
    kind: activity,
    dateField: 'date',
    columns: campaignColumns,
    variants: ['upward', 'internal', 'public'],
    where: { campaign: 'constitutionWeek' },
    signers,
    free: false,
  },
  {
    name: 'civil-code-month',
    label: '民法典宣传月活动情况表',
    kind: activity,
    dateField: 'date',
    columns: campaignColumns,
    variants: ['upward', 'internal', 'public'],
    where: { campaign: 'civilCodeMonth' },
    signers,
    free: false,
  },
  {
    // 谁执法谁普法: published, so that everybody can see who answers for which law.
    name: 'responsibility-list',
    label: '普法责任清单',
    kind: responsibilityItem,
    dateField: null,
    columns: ['department', 'year', 'duty', 'laws', 'otherLaws', 'audience', 'measures', 'due', 'contact'],
    variants: ['public', 'upward', 'internal'],
    signers: ['发布单位（盖章）', '发布日期', '监督电话'],
    free: false,
  },
  {
    name: 'responsibility-performance',
    label: '普法责任履职情况表',
    kind: responsibilityItem,
    dateField: null,
    columns: [
      ...['department', 'year', 'duty', 'due', 'doneOn', 'performance', 'activities', 'people', 'leaflets'],
      'media',
    ],
    variants: ['upward', 'internal', 'public'],
    signers,
    free: false,
  },
]
