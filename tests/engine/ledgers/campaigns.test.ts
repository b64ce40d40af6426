import { activityForms } from '../../../shared/dictionaries/activity-options'
import { type Desk, openDistrict } from '../../support/desks/engine'

let desk: Desk
afterEach(() => desk.close())

const textOf = (markup: string): string => markup.replace(/<[^>]*>/g, '')

test('宪法宣传周 is a table of that week’s activities alone, with what the media said of it', async () => {
  desk = await openDistrict()
  const form = Object.keys(activityForms)[0] ?? ''
  const activity = (theme: string, date: string, campaign: string | null) => ({
    ...{ theme, date, campaign, unit: desk.units.east, form, place: '广场', organiser: '司法所' },
    ...{ attendance: 100, media: 3, reads: 12_000, leaders: 5 },
  })
  await desk.rpc.records.addMany({
    kind: 'activity',
    patches: [
      activity('弘扬宪法精神', '2026-10-01', 'constitutionWeek'),
      activity('防溺水宣传', '2026-10-02', null),
      activity('民法典进村', '2026-10-03', 'civilCodeMonth'),
    ],
    operation: desk.operation(),
  })
  const week = await desk.rpc.ledgers.page({ ledger: 'constitution-week', period: '2026-10-01..2026-10-07' })
  expect(week.title).toContain('宪法宣传周活动情况表')
  expect(week.rows).toBe(1)
  expect(textOf(week.markup)).toContain('弘扬宪法精神')
  expect(textOf(week.markup)).toContain('媒体报道')
  const month = await desk.rpc.ledgers.page({ ledger: 'civil-code-month', period: '2026-10' })
  expect(textOf(month.markup)).toContain('民法典进村')
  expect(month.rows).toBe(1)
})

test('a notice says how long it stays up and where objections go; its result lists them', async () => {
  desk = await openDistrict()
  const { id } = await desk.rpc.records.save({
    kind: 'public-notice',
    patch: {
      date: '2026-11-03',
      unit: desk.units.district,
      subject: '法律援助案件补贴发放',
      content: '拟发放补贴的案件见附表。',
      from: '2026-11-03',
      to: '2026-11-09',
      office: '区司法局',
      hotline: '0832-0000000',
      objections: [{ date: '2026-11-04', who: '周建国', what: '金额有误', result: '已核实更正' }],
    },
    operation: desk.operation(),
  })
  const notice = await desk.rpc.forms.page({ record: id, form: 'public-notice', variant: 'public' })
  const shown = textOf(notice.markup)
  expect(shown).toContain('公示时间：2026年11月3日至2026年11月9日')
  expect(shown).toContain('0832-0000000')
  const result = await desk.rpc.forms.page({ record: id, form: 'public-notice-result' })
  expect(result.text).toContain('表行：1｜2026-11-04｜周*｜金额有误｜已核实更正')
})
