import { auditRows } from '../../support/desks/audit-rows'
import { type Desk, openStreet, passphrase, refusal, sessionPatch, user } from '../../support/desks/engine'

let desk: Desk

beforeEach(async () => {
  desk = await openStreet()
})
afterEach(() => desk.close())

const save = async (kind: string, patch: Record<string, unknown>): Promise<string> => {
  const input = { kind, patch: patch as never, operation: desk.operation() }
  return (await desk.rpc.records.save(input)).id
}

const aid = (patch: Record<string, unknown>) => ({
  date: '2026-11-02',
  unit: desk.units.peach,
  channel: 'visit',
  category: 'wages',
  answer: '可以申请劳动仲裁',
  receivedBy: '王律师',
  ...patch,
})
const ids = (found: readonly { id: string }[]): string[] => found.map(({ id }) => id)
const find = (text: string) => desk.rpc.find.search({ text })
const whole = (text: string) => desk.rpc.find.whole({ text, operation: desk.operation() })
const asEntry = async (): Promise<void> => {
  await desk.rpc.users.add({ name: '小录', role: 'entry', passphrase })
  await desk.rpc.session.unlock({ user: '小录', passphrase })
}

test('somebody called 解 is found by xie, by x and by 解, with what he is to the record and no more of his name than its mask shows', async () => {
  const id = await save('consultation', aid({ who: '解某', phone: '13812345678' }))
  for (const text of [
    'xie',
    'x',
    '解',
    '解某',
    'xiemou',
    'xm',
    '5678',
    '345678',
    '13812345678',
    '138 1234 5678',
  ]) {
    const { people } = await find(text)
    expect([text, ids(people)]).toEqual([text, [id]])
    expect(JSON.stringify(people)).not.toMatch(/解某|13812345678/)
  }
  expect((await find('解')).people[0]?.people).toEqual([{ label: '咨询人', shown: '解*' }])
})

test('a worker in the list of a lead, a courtyard and its demands, a unit and a number are found', async () => {
  const lead = await save('wage-arrears-lead', {
    date: '2026-11-02',
    unit: desk.units.plum,
    source: 'call',
    people: 1,
    amount: 100,
    employer: '某建筑公司',
    workers: [{ name: '尉迟恭', idNumber: '11010519491231002X' }],
  })
  const session = await save('courtyard-session', {
    ...sessionPatch(desk),
    courtyard: '董静家院坝',
    demands: [{ who: '李四', what: '地界不清', category: 'housing' }],
  })
  const { number } = await desk.rpc.records.get({ id: session })
  expect(ids((await find('yuchi')).people)).toEqual([lead])
  expect(ids((await find('002x')).people)).toEqual([lead])
  expect(ids((await find('dongjing')).people)).toEqual([session])
  expect(ids((await find('ls')).people)).toEqual([session])
  expect(ids((await find('jianzhu')).records)).toEqual([lead])
  expect(ids((await find(number ?? '')).records)).toEqual([session])
  expect(ids((await find('tao')).units)).toEqual([desk.units.peach])
  expect((await find('tao')).units[0]?.detail).toContain('东街街道')
})

test('what is the same comes before what begins so, that before what holds it, and of these the last one first', async () => {
  const same = await save('consultation', aid({ receivedBy: '李雪' }))
  const begins = await save('consultation', aid({ receivedBy: '李雪莲' }))
  const holds = await save('consultation', aid({ receivedBy: '大李雪' }))
  const later = await save('consultation', aid({ receivedBy: '李雪花' }))
  expect(ids((await find('李雪')).people)).toEqual([same, later, begins, holds])
})

test('what lies in the recycle bin is not found, and what comes out of it is', async () => {
  const id = await save('consultation', aid({ who: '解某' }))
  await desk.rpc.records.delete({ id, operation: desk.operation() })
  expect((await find('解')).people).toEqual([])
  await desk.rpc.records.restore({ id, operation: desk.operation() })
  expect(ids((await find('解')).people)).toEqual([id])
})

test('whoever reported a lead is found by nobody', async () => {
  await save('wage-arrears-lead', {
    date: '2026-11-02',
    unit: desk.units.plum,
    source: 'call',
    people: 1,
    amount: 100,
    employer: '某建筑公司',
    reporter: '诸葛举报',
    reporterPhone: '13898765432',
  })
  for (const text of ['诸', '诸葛举报', 'zhuge', '5432', '13898765432']) {
    expect([text, await find(text)]).toEqual([text, { units: [], people: [], records: [] }])
    expect([text, await whole(text)]).toEqual([text, { records: [] }])
  }
})

test('without the right to see whole values a name is found by its surname and a number by its end, in every search', async () => {
  const id = await save(
    'consultation',
    aid({ who: '欧阳雪莲', phone: '13812345678', idNumber: '11010519491231002X' }),
  )
  await asEntry()
  for (const text of ['欧', 'ou', '5678', '002X'])
    expect([text, ids((await find(text)).people)]).toEqual([text, [id]])
  for (const text of [
    '欧阳',
    '欧阳雪莲',
    'ouyang',
    'oyxl',
    '雪',
    '莲',
    '1381',
    '13812345678',
    '45678',
    '110105',
  ]) {
    expect([text, await find(text)]).toEqual([text, { units: [], people: [], records: [] }])
    const filter = { text }
    expect([text, await desk.rpc.records.count({ kind: 'consultation', filter })]).toEqual([
      text,
      { total: 0 },
    ])
    expect([text, (await desk.rpc.records.list({ kind: 'consultation', filter })).rows]).toEqual([text, []])
  }
  await desk.rpc.session.unlock({ user, passphrase })
  const filter = { text: '雪莲' }
  expect(await desk.rpc.records.count({ kind: 'consultation', filter })).toEqual({ total: 1 })
})

test('a whole value finds whoever it is of, tells no more than the masks, and leaves a row without the value', async () => {
  const id = await save(
    'consultation',
    aid({ who: '欧阳雪莲', phone: '13812345678', idNumber: '11010519491231002X' }),
  )
  await asEntry()
  for (const text of ['欧阳雪莲', '13812345678', '138 1234 5678', '11010519491231002x']) {
    const { records } = await whole(text)
    expect([text, ids(records)]).toEqual([text, [id]])
    expect(JSON.stringify(records)).not.toMatch(/欧阳|13812345678|110105/)
  }
  for (const text of ['欧阳雪', '阳雪莲', 'ouyangxuelian', 'oyxl', '1381234567', '', '，'])
    expect([text, await whole(text)]).toEqual([text, { records: [] }])
  const rows = (await auditRows(desk)).filter(({ action }) => action === 'find.whole')
  expect(rows.map(({ user, detail }) => [user, JSON.parse(detail)])).toEqual([
    ...Array(4).fill(['小录', { count: 1 }]),
    ...Array(7).fill(['小录', { count: 0 }]),
  ])
})

test('of a record that is found by one whole name, no other person is told who only begins like this one', async () => {
  await save('mediation', {
    date: '2026-11-02',
    unit: desk.units.peach,
    type: 'neighbours',
    applicant: '张三',
    respondent: '张三丰',
  })
  await asEntry()
  const { records } = await whole('张三')
  expect(records.map(({ people }) => people)).toEqual([[{ label: '当事人（申请方）', shown: '张*' }]])
})

test('whole values are asked for twenty times an hour, found or not, and a clock that is put back gives no more', async () => {
  await save('consultation', aid({ who: '欧阳雪莲', phone: '13812345678' }))
  await asEntry()
  for (let n = 0; n < 20; n += 1) await whole(`1381234${n}`)
  expect(await refusal(whole('13812345678'))).toMatchObject({
    code: 'find.too-often',
    params: { max: 20, minutes: 60 },
  })
  desk.clock.time -= 86_400_000
  expect((await refusal(whole('13812345678'))).code).toBe('find.too-often')
  // An hour after the first thing that was noted by the right clock, and not a day later.
  await desk.rpc.session.unlock({ user: '小录', passphrase })
  desk.clock.time += 3_600_001
  expect((await whole('13812345678')).records).toHaveLength(1)
  desk.clock.time += 86_400_000 + 3_600_001
  expect((await whole('13812345678')).records).toHaveLength(1)
  // Another person's questions are that person's.
  await desk.rpc.session.unlock({ user, passphrase })
  expect((await whole('欧阳雪莲')).records).toHaveLength(1)
})

test('what many records share is found before it is learned, after that, and once it was changed', async () => {
  const patches = Array.from({ length: 100 }, (_, n) =>
    aid({ who: `赵${'甲乙丙丁'[n % 4]}`, receivedBy: '欧阳雪莲', question: '工资没有发' }),
  )
  const first = await save('consultation', aid({ receivedBy: '欧阳雪莲', question: '工资没有发' }))
  const { ids: many } = await desk.rpc.records.addMany({
    kind: 'consultation',
    patches: patches as never,
    operation: desk.operation(),
  })
  const last = await save('consultation', aid({ receivedBy: '欧阳雪莲', question: '工资没有发' }))
  const all = [last, ...many.toReversed(), first]
  for (const text of ['欧阳雪莲', '雪', 'ouyang', 'oyxl'])
    expect([text, ids((await desk.rpc.find.search({ text, limit: 50 })).people)]).toEqual([
      text,
      all.slice(0, 50),
    ])
  for (const text of ['工资没有发', '资', '没有'])
    expect([text, (await desk.rpc.records.count({ kind: 'consultation', filter: { text } })).total]).toEqual([
      text,
      102,
    ])
  const changed = many[50] ?? ''
  await desk.rpc.records.save({
    kind: 'consultation',
    id: changed,
    patch: { receivedBy: '春', question: '无' },
    operation: desk.operation(),
  })
  for (const text of ['欧阳雪莲', '工资没有发', '赵甲 oyxl'])
    expect(
      (await desk.rpc.records.list({ kind: 'consultation', filter: { text }, limit: 200 })).rows.map(
        ({ id }) => id,
      ),
    ).not.toContain(changed)
})
