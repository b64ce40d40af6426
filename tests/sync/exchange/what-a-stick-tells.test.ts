import { appendFileSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { armor, Decrypter, identityToRecipient } from 'age-encryption'
import { PADDING_ENTRY } from '../../../shared/sync/manifest'
import { paddedLength } from '../../../shared/sync/padding'
import { entriesOf, type OpenBundle, openBundle, writeBundle } from '../../support/bundles/bundles'
import { auditRows } from '../../support/desks/audit-rows'
import { refusal, user } from '../../support/desks/engine'
import { siteKeyOf } from '../../support/desks/own-keys'
import { joinPassphraseOf, type Pair, pair, session } from '../../support/desks/pair'
import { photo } from '../../support/records/pictures'

let story: Pair
beforeEach(async () => {
  story = await pair()
})
afterEach(() => story.close())

/** The length of a tar of these entries, with its end. */
const tarLength = (entries: OpenBundle['entries']): number =>
  entries.reduce((sum, { content }) => sum + 512 + Math.ceil(content.length / 512) * 512, 1024)

test('every bundle has a length of Padmé’s, whatever it carries', async () => {
  const { a, recoveryKey, stick, units } = story
  const carries = [
    () => undefined,
    () => a.save('courtyard-session', session(units.peach)),
    () => a.save('courtyard-session', session(units.plum, { summary: '长'.repeat(900) })),
    async () => {
      const record = await a.save('courtyard-session', session(units.peach))
      const source = { bytes: photo({ width: 900, height: 700 }).toString('base64'), name: '会场.jpg' }
      await a.rpc.attachments.add({ record, source, operation: a.operation() })
    },
  ]
  for (const carry of carries) {
    await carry()
    const { entries } = await openBundle(join(stick, (await a.send()).file), recoveryKey)
    expect(entries.at(-1)?.name).toBe(PADDING_ENTRY)
    const length = tarLength(entries)
    expect(length).toBe(Math.ceil(paddedLength(length - 511) / 512) * 512)
  }
})

test('nothing hides in the padding, and no file is padded beyond what Padmé asks', async () => {
  const { a, district, recoveryKey, stick, units } = story
  // A new computer's file waits before its contents are looked at.
  await district.take((await a.send()).file)
  await a.save('courtyard-session', session(units.peach))
  const bundle = await openBundle(join(stick, (await a.send()).file), recoveryKey)
  const entries = entriesOf(bundle, (await siteKeyOf(a)).signKey)
  const recipient = await identityToRecipient((await siteKeyOf(district)).identity)
  const take = async (...more: OpenBundle['entries']) => {
    await writeBundle(join(stick, 'padded.ybb'), [...entries, ...more], recipient)
    return district.preview('padded.ybb')
  }
  const zeros = { name: PADDING_ENTRY, content: Buffer.alloc(700) }
  expect(await take(zeros)).toMatchObject([{ result: 'ready' }])
  for (const wrong of [
    [{ ...zeros, content: Buffer.alloc(700, 1) }],
    [{ ...zeros, content: Buffer.alloc(4_000_000) }],
    [{ ...zeros, name: 'more' }],
    [zeros, zeros],
  ])
    expect((await refusal(take(...wrong))).code).toBe('bundle.protocol')
})

test('what lies on a stick tells no street, no number and no person; the writer’s logs tell what each file is', async () => {
  const { a, district, stick, units } = story
  await a.save('courtyard-session', session(units.peach))
  const sent = await a.send()
  const backup = await a.rpc.safety.backup({ folder: a.engine.grant(stick) })
  const names = readdirSync(stick)
  // The joining files of the three laptops, and these two.
  expect(names).toHaveLength(5)
  for (const name of names) {
    expect(name).toMatch(/^yb-\d{6}\.yb[bjk]$/)
    const bytes = readFileSync(join(stick, name))
    for (const word of ['东街街道', '西街街道', '示范区', user]) expect(bytes.includes(word)).toBe(false)
  }
  const { entries } = await a.rpc.sync.log({ limit: 1 })
  expect(entries).toMatchObject([{ file: sent.file, sha256: sent.sha256, peer: '示范区', serial: 1 }])
  const noted = JSON.stringify(await auditRows(district))
  for (const name of names.filter((each) => each.endsWith('.ybj'))) expect(noted).toContain(name)
  expect(JSON.stringify(await auditRows(a))).toContain(backup.file)
})

test('nobody can try names out on a backup: each has room alike, and no two backups have one in common', async () => {
  const { a, stick } = story
  const namesIn = async (): Promise<string[]> => {
    const { file } = await a.rpc.safety.backup({ folder: a.engine.grant(stick) })
    const bytes = readFileSync(join(stick, file)).toString('latin1')
    return [...bytes.matchAll(/"name": "([^"]{60,})"/g)].map(([, name = '']) => name)
  }
  const [first, second] = [await namesIn(), await namesIn()]
  expect(first).toHaveLength(1)
  expect(first[0]).not.toBe(second[0])
  expect(new Set([...first, ...second].map((name) => Buffer.from(name, 'base64').length))).toEqual(
    new Set([12 + 64 + 16]),
  )
})

test('a joining file has a length of Padmé’s', async () => {
  const { stick } = story
  const file = readdirSync(stick).find((name) => name.endsWith('.ybj')) ?? ''
  const decrypter = new Decrypter()
  decrypter.addPassphrase(joinPassphraseOf(join(stick, file)))
  const bytes = await decrypter.decrypt(armor.decode(readFileSync(join(stick, file), 'latin1')))
  expect(bytes.length).toBe(paddedLength(Buffer.byteLength(Buffer.from(bytes).toString('utf8').trimEnd())))
  expect(paddedLength(bytes.length)).toBe(bytes.length)
})

test('a file on a stick is read again: the same as was written, the same under another name, or another one', async () => {
  const { a, stick, units } = story
  await a.save('courtyard-session', session(units.peach))
  const { file, sha256 } = await a.send()
  const recheck = async (name: string) =>
    (await a.rpc.sync.recheck({ files: [a.engine.grant(join(stick, name))] })).files[0]
  expect(await recheck(file)).toMatchObject({
    sha256,
    same: { direction: 'export', peer: '示范区', serial: 1 },
  })
  renameSync(join(stick, file), join(stick, '给区里的.ybb'))
  expect(await recheck('给区里的.ybb')).toMatchObject({ same: { serial: 1 } })
  const { size } = statSync(join(stick, '给区里的.ybb'))
  appendFileSync(join(stick, '给区里的.ybb'), 'x')
  expect(await recheck('给区里的.ybb')).toMatchObject({ same: null })
  writeFileSync(join(stick, 'cut.ybb'), readFileSync(join(stick, '给区里的.ybb')).subarray(0, size - 1))
  expect(await recheck('cut.ybb')).toMatchObject({ same: null })
  expect(await refusal(recheck('none.ybb'))).toMatchObject({ code: 'file.unreadable' })
})
