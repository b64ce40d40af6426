import { legalAidCase } from '../kinds/legal-aid-case'
import { wageArrearsLead } from '../kinds/wage-arrears-lead'
import { signers } from '../paper/sheet/model'
import type { Ledger } from './define'

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
]
