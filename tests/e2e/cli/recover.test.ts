import { addStreet, type Story, startDistrict } from '../../support/desks/cli-story'

let story: Story
beforeAll(async () => {
  story = await startDistrict()
})
afterAll(() => story.desk.clear())

interface Asked {
  readonly file: string
  readonly fingerprint: readonly string[]
}

test('the only clerk of a street gets another passphrase from the district, by two files and a telephone', async () => {
  const { desk, district, stick } = story
  const { laptop } = await addStreet(story, '桂湖街道', '510114001', 'A')
  const words = desk.write('new-passphrase', '换成一句新的话了\n')
  const typed = ['--passphrase-file', words]
  const asked = await laptop.json<Asked>('recover', 'ask', '--to', stick, ...typed)
  const key = ['--recovery-key-file', desk.path('recovery.key')]
  const request = ['recover', 'answer', '--file', asked.file, ...key]
  const seen = await district.json<Asked & { user: string; computer: string | null }>(...request)
  expect(seen).toMatchObject({ user: '管理员', isKnownUser: true, fingerprint: asked.fingerprint })
  expect(await district.refused(...request, '--fingerprint', '苹果 香蕉')).toMatchObject({
    code: 3,
    error: { code: 'recovery.other-fingerprint' },
  })
  const heard = seen.fingerprint.join(' ')
  const answered = await district.json<{ file: string }>(...request, '--fingerprint', heard)
  const finish = ['recover', 'finish', '--file', answered.file, ...typed]
  expect(await laptop.json(...finish)).toEqual({ user: '管理员', role: 'admin' })
  expect(await laptop.json('verify', ...typed)).toMatchObject({ ok: true })
  expect(await laptop.refused('verify')).toMatchObject({ code: 4, error: { code: 'passphrase.wrong' } })
  expect(await laptop.refused(...finish)).toMatchObject({ code: 3, error: { code: 'recovery.no-request' } })
})

test('the district replaces its recovery key, and the former one opens a new backup no more', async () => {
  const { desk, district, stick } = story
  const next = desk.path('next.key')
  const replaced = await district.json('recover', 'replace', '--recovery-out', next)
  expect(replaced).toMatchObject({ file: next, rekeyed: true })
  expect(await district.refused('recover', 'replace', '--recovery-out', next)).toMatchObject({
    error: { code: 'file.unwritable' },
  })
  const { file } = await district.json<{ file: string }>('backup', '--to', stick)
  const restored = desk.laptop('restored')
  const restore = (key: string) => ['restore', '--from', file, '--recovery-key-file', key]
  expect(await restored.refused(...restore(desk.path('recovery.key')))).toMatchObject({ code: 4 })
  expect(await restored.json(...restore(next))).toMatchObject({ unit: '示范区' })
})
