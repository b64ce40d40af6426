import { defineKind } from '../definition/define-kind'
import { date, longText, money, ref, text } from '../definition/fields'
import { inOrder } from './parts/date-order'
import { recordUnit } from './parts/ledger-fields'

/**
 * 法律顾问合同: an office or department that retains a legal adviser, one contract a record (行政机关法律顾问). What advisers do for
 * villages stands with the adviser. 「选聘」 of the annual report counts these, never the visits (DOMAIN 5).
 */
export const counselContract = defineKind({
  name: 'counsel-contract',
  label: '法律顾问合同',
  code: 'HT',
  version: 1,
  owner: 'street',
  numbered: false,
  place: 'reference',
  title: (r, nameOf) => `${r.client ?? ''} ${typeof r.adviser === 'string' ? nameOf(r.adviser) : ''}`.trim(),
  fields: {
    unit: recordUnit('district'),
    client: text({
      label: '聘用单位',
      required: true,
      max: 100,
      search: true,
      measured: true,
      suggest: 'last',
      personal: false,
    }),
    adviser: ref({
      label: '法律顾问',
      to: 'adviser',
      required: true,
      index: true,
      measured: true,
      suggest: 'last',
    }),
    number: text({ label: '合同编号', max: 60, search: true, personal: false }),
    from: date({ label: '合同开始日期', required: true, index: true, measured: true }),
    to: date({ label: '合同结束日期', measured: true }),
    fee: money({ label: '服务费' }),
    remarks: longText({ label: '备注' }),
  },
  form: [['unit', 'client', 'adviser'], ['number', 'from', 'to'], ['fee'], ['remarks']],
  list: ['client', 'adviser', 'from', 'to', 'number'],
  filters: ['unit', 'adviser'],
  sort: { field: 'from', descending: true },
  check: (r) => inOrder(r, 'from', 'to'),
})
