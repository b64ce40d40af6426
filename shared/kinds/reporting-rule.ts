import { defineKind } from '../definition/define-kind'
import { count, date, longText, refs } from '../definition/fields'
import { LAST_FIRST_DAY } from '../period'

/** 报送规则: which days make a reporting month, how long a street has after it, and whom it binds. The newest in force counts. */
export const reportingRule = defineKind({
  name: 'reporting-rule',
  label: '报送规则',
  code: 'BS',
  version: 1,
  owner: 'district',
  numbered: false,
  place: 'reference',
  title: (r) => `${r.from ?? ''} 起`,
  fields: {
    from: date({ label: '启用日期', required: true, index: true }),
    firstDay: count({
      label: '报送月从上月几日起',
      unit: '日',
      adds: false,
      max: LAST_FIRST_DAY,
      help: '按自然月报送的不填；填 26 即上月26日至本月25日',
    }),
    dueDays: count({
      label: '截止',
      unit: '天',
      adds: false,
      required: true,
      max: 60,
      help: '报送月结束后几天内报送；按自然月报送的，填 5 即次月5日前',
    }),
    units: refs({
      label: '适用街道',
      to: 'unit',
      levels: ['street'],
      help: '不选即适用全部街道',
      fact: true,
    }),
    remarks: longText({ label: '依据或说明', search: true }),
  },
  form: [['from', 'firstDay', 'dueDays'], ['units'], ['remarks']],
  list: ['from', 'firstDay', 'dueDays', 'units'],
  filters: [],
  sort: { field: 'from', descending: true },
})
