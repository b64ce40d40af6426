import { copyFileSync, existsSync, statSync, truncateSync } from 'node:fs'
import { passphrase } from '../../support/desks/cli'
import {
  addStreet,
  countOf,
  type Exported,
  logMonth,
  month,
  type Status,
  type Story,
  type Street,
  startDistrict,
  writeLines,
} from '../../support/desks/cli-story'
import { sessionOf } from '../../support/records/month'

let story: Story
let street: Street
let bundle: Exported

beforeAll(async () => {
  story = await startDistrict()
  street = await addStreet(story, '云锦街道', '001', 'A')
  await logMonth(story.desk, street)
  bundle = await street.laptop.json<Exported>('export', '--to', story.stick)
})
afterAll(() => story.desk.clear())

const someSession = (): Readonly<Record<string, string | number>> =>
  sessionOf(street.villages[0] ?? '', month, 1).body

describe('what is refused changes nothing and says why', () => {
  test('a second district in the same folder', async () => {
    const init = (out: string): ReturnType<typeof story.district.refused> =>
      story.district.refused('init', '--role', 'district', '--unit', '又一区', '--recovery-out', out)
    const other = story.desk.path('other.key')
    expect(await init(other)).toMatchObject({ code: 3, error: { code: 'profile.exists' } })
    expect(existsSync(other)).toBe(false)
    const taken = story.desk.path('recovery.key')
    expect(await init(taken)).toMatchObject({ code: 3, error: { code: 'file.unwritable' } })
  })

  test('a wrong joining passphrase and a damaged joining file', async () => {
    const { desk, joinPassphraseFile } = story
    const stranger = desk.laptop('stranger')
    const file = desk.path('接入-云锦街道-A.ybj')
    const wrong = desk.write('wrong-passphrase', '完全不对的口令')
    expect(await stranger.refused('join', '--file', file, '--join-passphrase-file', wrong)).toMatchObject({
      code: 4,
      error: { code: 'join.wrong-passphrase' },
    })
    const damaged = desk.path('damaged.ybj')
    copyFileSync(file, damaged)
    truncateSync(damaged, 200)
    const join = ['join', '--file', damaged, '--join-passphrase-file', joinPassphraseFile]
    expect((await stranger.refused(...join)).code).toBe(5)
  })

  test('a batch with one bad record: the line and the field are named', async () => {
    const before = await countOf(street.laptop, 'courtyard-session')
    const good = someSession()
    const bad = writeLines(story.desk, 'bad.ndjson', [good, good, { ...good, people: -3 }])
    const add = ['record', 'add', '--kind', 'courtyard-session', '--ndjson']
    expect(await street.laptop.refused(...add, bad)).toMatchObject({
      code: 3,
      error: {
        code: 'record.invalid',
        params: { problems: [{ row: 3, field: 'people', reason: 'count.invalid' }] },
        message: expect.stringContaining('第 3 行'),
      },
    })
    const broken = story.desk.write('broken.ndjson', `${JSON.stringify(good)}\n\n{"date": \n`)
    expect(await street.laptop.refused(...add, broken)).toMatchObject({
      code: 3,
      error: { params: { problems: [{ row: 3, field: '', reason: 'json.invalid' }] } },
    })
    expect(await street.laptop.refused(...add, story.desk.path('no-such-file'))).toMatchObject({
      code: 3,
      error: { code: 'file.unreadable' },
    })
    expect(await countOf(street.laptop, 'courtyard-session')).toBe(before)
  })

  test('a single record with several mistakes: all are listed', async () => {
    const data = JSON.stringify({ ...someSession(), people: 1.5, date: '2026-02-30', colour: 'red' })
    const { code, error } = await street.laptop.refused(
      'record',
      'add',
      '--kind',
      'courtyard-session',
      '--data',
      data,
    )
    expect(code).toBe(3)
    expect(error.params.problems).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ field: 'people', reason: 'count.invalid' }),
        expect.objectContaining({ field: 'date', reason: 'date.invalid' }),
        expect.objectContaining({ field: 'colour', reason: 'field.unknown' }),
      ]),
    )
  })

  test('a street that writes what the district owns, and a kind that does not exist', async () => {
    const unit = JSON.stringify({ name: '新村', level: 'village', parent: street.unit })
    const add = (kind: string, data: string): ReturnType<typeof street.laptop.refused> =>
      street.laptop.refused('record', 'add', '--kind', kind, '--data', data)
    expect(await add('unit', unit)).toMatchObject({ code: 3, error: { code: 'record.wrong-owner' } })
    expect(await add('ghost', '{}')).toMatchObject({ code: 3, error: { code: 'kind.unknown' } })
    expect(await add('team', '[]')).toMatchObject({ code: 2, error: { code: 'usage' } })
  })

  test('files that are cut short, made up or not there', async () => {
    const before = await story.district.json<Status>('status')
    const cut = story.desk.path('cut.ybb')
    copyFileSync(bundle.file, cut)
    truncateSync(cut, statSync(cut).size - 100)
    expect((await story.district.refused('import', cut)).code).toBe(5)
    const note = story.desk.write('note.ybb', '不是交换文件')
    expect(await story.district.refused('import', note)).toMatchObject({
      code: 5,
      error: { code: 'bundle.not-a-bundle' },
    })
    expect((await story.district.refused('import', story.desk.path('nowhere.ybb'))).code).toBe(3)
    expect((await story.district.json<Status>('status')).vector).toEqual(before.vector)
    const both = await story.district.text('import', note, cut)
    expect(both.code).toBe(5)
    expect(
      both.stdout
        .trim()
        .split('\n')
        .map((line) => line.slice(0, line.indexOf('：'))),
    ).toEqual(['没有导入 note.ybb', '没有导入 cut.ybb'])
  })

  test('a file for somebody else', async () => {
    expect(await street.laptop.refused('import', bundle.file)).toMatchObject({
      code: 5,
      error: { code: 'bundle.wrong-recipient' },
    })
  })

  test('a folder that is not there, for an export and for a backup', async () => {
    const nowhere = story.desk.path('no', 'such', 'folder')
    for (const command of ['export', 'backup'])
      expect(await street.laptop.refused(command, '--to', nowhere)).toMatchObject({
        code: 3,
        error: { code: 'file.unwritable' },
      })
  })

  test('names of reports, measures, periods, units and records that do not exist', async () => {
    const out = ['--format', 'json', '--out', story.desk.path('x.json')]
    const refused = async (...args: readonly string[]): Promise<readonly [number, string]> => {
      const { code, error } = await street.laptop.refused(...args)
      return [code, error.code]
    }
    expect(await refused('report', 'weekly', '--period', month, ...out)).toEqual([2, 'report.unknown'])
    expect(await refused('report', 'monthly', '--period', '2026-13', ...out)).toEqual([2, 'period.invalid'])
    expect(await refused('figure', 'happiness', '--period', month)).toEqual([2, 'measure.unknown'])
    expect(await refused('figure', 'events', '--period', month, '--unit', '天上街道')).toEqual([
      3,
      'unit.not-found',
    ])
    const id = '01900000-0000-7000-8000-000000000000'
    expect(await refused('record', 'show', '--id', id)).toEqual([3, 'record.not-found'])
  })

  test('the letter of a laptop that is already here', async () => {
    await story.district.json('import', bundle.file)
    expect(
      await story.district.refused(
        ...['join-file', '--scope', '001', '--letter', 'A', '--out', story.desk.path('again.ybj')],
        ...['--join-passphrase-file', story.joinPassphraseFile],
      ),
    ).toMatchObject({ code: 5, error: { code: 'join.used' } })
  })

  test('a wrong passphrase with exit code 4, and after several of them any, until time has passed', async () => {
    const guesser = story.desk.laptop('street-001', { YUANBA_PASSPHRASE: '不是这个口令' })
    const codes: string[] = []
    for (let i = 0; i < 6; i++) {
      const { code, error } = await guesser.refused('status')
      expect(code).toBe(4)
      codes.push(error.code)
    }
    expect([codes[0], codes.at(-1)]).toEqual(['passphrase.wrong', 'passphrase.wait'])
    const locked = await street.laptop.refused('status')
    expect(locked).toMatchObject({ code: 4, error: { code: 'passphrase.wait' } })
  })

  test('the passphrase may come from a file, and the answer may be for people', async () => {
    const file = story.desk.write('passphrase', `${passphrase}\n`)
    const person = story.desk.laptop('district', { YUANBA_PASSPHRASE: '' })
    const { code, stdout } = await person.text('status', '--user', '管理员', '--passphrase-file', file)
    expect(code).toBe(0)
    expect(stdout).toContain('本机')
  })
})
