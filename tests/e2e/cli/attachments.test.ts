import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { peakMemory } from '../../support/desks/cli'
import {
  type Added,
  addStreet,
  type Exported,
  type Story,
  type Street,
  startDistrict,
} from '../../support/desks/cli-story'
import { photo, scan, secrets } from '../../support/records/pictures'

let story: Story
let street: Street
let id: string
beforeAll(async () => {
  story = await startDistrict()
  street = await addStreet(story, '云锦街道', '001', 'A')
  const session = {
    date: '2026-11-20',
    unit: street.villages[0],
    courtyard: '老槐树院坝',
    chair: '周永贵',
    speaker: '吴秀英',
    start: '15:00',
    households: 9,
    people: 21,
    agenda: '远离毒品',
  }
  const data = JSON.stringify(session)
  const added = await street.laptop.json<Added>(
    'record',
    'add',
    '--kind',
    'courtyard-session',
    '--data',
    data,
  )
  id = added.ids[0] ?? ''
})
afterAll(() => story.desk.clear())

interface Files {
  readonly files: readonly {
    readonly id: string
    readonly name: string
    readonly missing: boolean
    readonly sensitive: boolean
  }[]
}
const write = (name: string, bytes: Buffer): string => {
  writeFileSync(story.desk.path(name), bytes)
  return story.desk.path(name)
}
const ofRecord = (command: string): readonly string[] => ['attach', command, '--id', id]

test('photos and scans are added, listed, carried to the district, written to a file there, and removed', async () => {
  const files = [write('会场.jpg', photo()), write('签到表.pdf', scan(300_000))]
  const added = await street.laptop.json<{ added: number }>(
    ...ofRecord('add'),
    ...files,
    '--caption',
    '十一月',
  )
  expect(added).toMatchObject({
    added: 2,
    files: [{ name: '会场.jpg', type: 'image/jpeg' }, { name: '签到表.pdf' }],
  })
  const { file } = await street.laptop.json<Exported & { blobs: number }>('export', '--to', story.stick)
  await story.district.json('import', file)
  const { files: there } = await story.district.json<Files>(...ofRecord('list'))
  expect(there).toMatchObject([
    { name: '会场.jpg', caption: '十一月', width: 64, height: 48, missing: false },
    { name: '签到表.pdf', missing: false },
  ])
  const out = story.desk.path('out.jpg')
  const [first, second] = there
  await story.district.json(...ofRecord('get'), '--file', first?.id ?? '', '--out', out)
  for (const secret of secrets) expect(readFileSync(out).toString()).not.toContain(secret)
  await story.district.json(...ofRecord('get'), '--file', second?.id ?? '', '--out', out)
  expect(readFileSync(out)).toEqual(scan(300_000))
  await street.laptop.json(...ofRecord('remove'), '--file', first?.id ?? '')
  expect((await street.laptop.json<Files>(...ofRecord('list'))).files).toHaveLength(1)
  expect((await street.laptop.text('record', 'show', '--id', id)).stdout).toContain('签到表.pdf（十一月）')
  expect((await street.laptop.text('record', 'history', '--id', id)).stdout).toMatch(
    /附件 +会场.jpg（十一月） → （空）/,
  )
})

test('a program is no attachment, whatever it calls itself', async () => {
  const refused = await street.laptop.refused(...ofRecord('add'), write('照片.jpg', Buffer.from('MZ')))
  expect(refused).toMatchObject({ code: 3, error: { code: 'attachment.wrong-type' } })
})

test('memory does not grow with what a bundle carries', async () => {
  const measured = async (): Promise<number> => {
    const run = await story.desk
      .laptop('street-001', { YUANBA_DEBUG_MEMORY: '1' })
      .byProcess.text('export', '--to', story.stick)
    expect(run.code).toBe(0)
    return peakMemory(run)
  }
  const add = async (from: number, count: number): Promise<void> => {
    const files = Array.from({ length: count }, (_, n) =>
      write(`${from + n}.pdf`, scan(15 * 1024 * 1024 + from + n)),
    )
    await street.laptop.json(...ofRecord('add'), ...files)
  }
  // Compared with a bundle that carries some already: the buffers of streaming are there once, however much flows.
  await add(0, 3)
  const some = await measured()
  await add(3, 8)
  expect((await measured()) - some).toBeLessThan(60 * 1024 * 1024)
})

test('who only reads gets no scan of papers written out, whoever may see numbers whole does', async () => {
  const { laptop } = street
  const words = story.desk.write('reader', '另一句口令一二三\n')
  const reader = ['--user', '只读员', '--passphrase-file', words]
  const users = ['--user', '管理员']
  await laptop.json(
    ...users,
    'user',
    'add',
    '--name',
    '只读员',
    '--role',
    'read',
    '--new-passphrase-file',
    words,
  )
  const { files } = await laptop.json<Files>(
    ...[...users, ...ofRecord('add'), write('身份证.pdf', scan(3000)), '--sensitive', 'yes'],
  )
  const out = story.desk.path('card.pdf')
  const get = [...ofRecord('get'), '--out', out, '--file']
  const listed = await laptop.json<Files>(...users, ...ofRecord('list'))
  const card = listed.files.find(({ name }) => name === '身份证.pdf')
  expect([files.length, card?.sensitive]).toEqual([1, true])
  expect(await laptop.refused(...get, card?.id ?? '', ...reader)).toMatchObject({
    code: 4,
    error: { code: 'right.missing' },
  })
  expect(existsSync(out)).toBe(false)
  await laptop.json(...get, card?.id ?? '', ...users)
  expect(readFileSync(out)).toEqual(scan(3000))
  const mark = [...ofRecord('mark'), '--file', card?.id ?? '', '--sensitive', 'no']
  expect(await laptop.refused(...mark, ...reader)).toMatchObject({ code: 4 })
  expect(await laptop.json(...mark, ...users)).toMatchObject({ file: card?.id })
  await laptop.json(...get, card?.id ?? '', ...reader)
})
