import { defineKind } from '../definition/define-kind'
import { choice, count, date, longText, text } from '../definition/fields'
import { inOrder } from './parts/date-order'
import { recordUnit } from './parts/ledger-fields'

export const siteTypes = {
  park: '法治公园（广场）',
  corridor: '法治长廊（街巷）',
  hall: '法治文化馆（展厅）',
  constitution: '宪法主题阵地',
  civilCode: '民法典主题阵地',
  youth: '青少年法治教育基地',
  station: '公共法律服务工作站（室）',
  bookCorner: '法律图书角',
  other: '其他',
} as const

/** 法治文化阵地: a place of legal culture and education, as 法治宣传教育法 (in force since 2025-11-01) has them kept up. */
export const legalSite = defineKind({
  name: 'legal-site',
  label: '法治文化阵地',
  code: 'FZ',
  version: 1,
  owner: 'street',
  lent: true,
  numbered: false,
  place: 'reference',
  title: (r) => String(r.name ?? ''),
  fields: {
    name: text({ label: '名称', required: true, max: 100, search: true, index: true, personal: false }),
    unit: recordUnit('district'),
    type: choice({ label: '类型', required: true, options: siteTypes, index: true, measured: true }),
    address: text({ label: '所在地点', max: 100, search: true, personal: false }),
    area: count({ label: '面积', unit: '平方米' }),
    from: date({ label: '建成日期', required: true, measured: true }),
    to: date({ label: '停用日期', measured: true }),
    keeper: text({ label: '管理单位', max: 100, search: true, suggest: 'last', personal: false }),
    honour: text({
      label: '命名级别和批次',
      max: 100,
      personal: false,
      help: '如省级法治宣传教育基地（第三批）',
    }),
    remarks: longText({ label: '备注' }),
  },
  form: [['name', 'unit', 'type'], ['address', 'area', 'keeper'], ['from', 'to'], ['honour'], ['remarks']],
  list: ['name', 'unit', 'type', 'address', 'from', 'to'],
  filters: ['unit', 'type'],
  sort: { field: 'name', descending: false },
  duplicates: [{ label: '同单位且名称读音相同', same: ['unit'], sounds: ['name'], weight: 60 }],
  check: (r) => inOrder(r, 'from', 'to'),
})
