import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openBlobStore } from '../../../electron/engine/blobs/blob-store'
import {
  type Desk,
  openDistrict,
  openStreet,
  refusal,
  seededRandom,
  sessionPatch,
} from '../../support/desks/engine'
import { photo, scan, screenshot, secrets } from '../../support/records/pictures'

let desk: Desk
let record: string
beforeEach(async () => {
  desk = await openStreet()
  const patch = sessionPatch(desk)
  record = (await desk.rpc.records.save({ kind: 'courtyard-session', patch, operation: desk.operation() })).id
})
afterEach(() => desk.close())

const folder = () => join(desk.profile, 'blobs')
const stored = () => readdirSync(folder()).sort()
const add = (bytes: Buffer, name = '会场.jpg', more: { caption?: string; thumb?: string } = {}) =>
  desk.rpc.attachments.add({
    record,
    source: { bytes: bytes.toString('base64'), name },
    operation: desk.operation(),
    ...more,
  })
const list = async () => (await desk.rpc.attachments.list({ record })).files

test('a photo is kept without its place, found again, and listed with its record', async () => {
  const { file } = await add(photo(), 'C:\\照片\\会场.JPEG', { caption: ' 会场 全景 ' })
  expect(await list()).toEqual([
    {
      id: file,
      name: '会场.jpg',
      type: 'image/jpeg',
      bytes: expect.any(Number),
      caption: '会场 全景',
      width: 64,
      height: 48,
      thumb: false,
      missing: false,
      sensitive: false,
    },
  ])
  const { files, body } = await desk.rpc.records.get({ id: record })
  expect(files).toMatchObject([{ id: file, caption: '会场 全景' }])
  expect(Object.keys(body).filter((key) => key.startsWith('$'))).toEqual([])
  const read = await desk.rpc.attachments.read({ record, file })
  const content = Buffer.from(read.base64, 'base64')
  expect(read).toMatchObject({ name: '会场.jpg', type: 'image/jpeg' })
  for (const secret of secrets) expect(content.toString()).not.toContain(secret)
})

test('a photo larger than the window would keep is refused whichever way it comes, with what to do', async () => {
  for (const [bytes, name] of [
    [photo({ width: 1601, height: 1200 }), '手机.jpg'],
    // Turned by the camera: the longer side is the other one.
    [photo({ width: 1200, height: 1601, orientation: 6 }), '竖拍.jpg'],
    [screenshot(1700, 900), '截图.png'],
  ] as const)
    expect(await refusal(add(bytes, name))).toMatchObject({
      code: 'attachment.too-wide',
      params: { file: name, max: 1600 },
    })
  const path = join(desk.profile, '..', '手机.jpg')
  writeFileSync(path, photo({ width: 4000, height: 3000 }))
  const source = { file: desk.engine.grant(path) }
  const work = desk.rpc.attachments.add({ record, source, operation: desk.operation() })
  expect((await refusal(work)).code).toBe('attachment.too-wide')
  expect(await list()).toEqual([])
  expect(existsSync(folder()) ? stored() : []).toEqual([])
  await add(photo({ width: 1600, height: 1200 }))
  expect(await list()).toHaveLength(1)
})

test('on the disk nothing shows what is kept: neither content nor the hash of known content', async () => {
  await add(scan(200_000), '签到表.pdf')
  const [name = ''] = stored()
  const hash = createHash('sha256').update(scan(200_000)).digest('hex')
  expect(stored()).toHaveLength(1)
  expect(name).not.toBe(hash)
  expect(readFileSync(join(folder(), name)).includes('xxxxxxxx')).toBe(false)
})

test('a file chosen in a dialog is read by the engine', async () => {
  const path = join(desk.profile, '..', '签到表.pdf')
  writeFileSync(path, scan())
  const source = { file: desk.engine.grant(path) }
  const { file } = await desk.rpc.attachments.add({ record, source, operation: desk.operation() })
  expect(await list()).toMatchObject([{ id: file, name: '签到表.pdf', width: null, height: null }])
  const to = join(desk.profile, '..', 'copy.pdf')
  await desk.rpc.attachments.save({ record, file, to: desk.engine.grant(to) })
  expect(readFileSync(to)).toEqual(scan())
})

test('equal content is kept once, and a repeated call adds nothing', async () => {
  await add(photo())
  await add(photo(), '又一张.jpg')
  expect([stored().length, (await list()).length]).toEqual([1, 2])
  const again = {
    record,
    source: { bytes: photo().toString('base64'), name: 'a.jpg' },
    operation: desk.operation(),
  }
  expect(await desk.rpc.attachments.add(again)).toEqual(await desk.rpc.attachments.add(again))
  expect(await list()).toHaveLength(3)
})

test('captions change and empty, an attachment is removed, and each can be undone', async () => {
  const { file } = await add(photo(), '会场.jpg', { caption: '会场' })
  await desk.rpc.attachments.caption({ record, file, caption: '门口', operation: desk.operation() })
  expect(await list()).toMatchObject([{ caption: '门口' }])
  await desk.rpc.attachments.caption({ record, file, caption: ' ', operation: desk.operation() })
  expect(await list()).toMatchObject([{ caption: '' }])
  const { change } = await desk.rpc.attachments.remove({ record, file, operation: desk.operation() })
  expect(await list()).toEqual([])
  expect((await refusal(desk.rpc.attachments.read({ record, file }))).code).toBe('attachment.not-found')
  await desk.rpc.records.undo({ id: record, change, operation: desk.operation() })
  expect(await list()).toMatchObject([{ id: file, missing: false }])
  expect((await desk.rpc.attachments.read({ record, file })).base64).not.toBe('')
})

test('the history tells what was attached and removed', async () => {
  const { file } = await add(photo(), '会场.jpg', { caption: '会场' })
  await desk.rpc.attachments.remove({ record, file, operation: desk.operation() })
  const { entries } = await desk.rpc.records.history({ id: record })
  expect(entries.slice(-2).map(({ fields }) => fields[0])).toMatchObject([
    { label: '附件', oldText: '', newText: '会场.jpg（会场）' },
    { label: '附件', oldText: '会场.jpg（会场）', newText: '' },
  ])
})

test('a thumbnail comes back as it was made, and a large one is refused', async () => {
  const small = photo({ width: 16, height: 16 }).toString('base64')
  const { file } = await add(photo(), '会场.jpg', { thumb: small })
  const { picture } = await desk.rpc.attachments.thumbnail({ record, file })
  expect(picture?.type).toBe('image/jpeg')
  expect(await list()).toMatchObject([{ thumb: true }])
  const { file: without } = await add(screenshot(), '截图.png')
  expect(await desk.rpc.attachments.thumbnail({ record, file: without })).toEqual({ picture: null })
  expect((await refusal(add(photo(), 'a.jpg', { thumb: scan(10).toString('base64') }))).code).toBe(
    'attachment.wrong-type',
  )
  expect((await refusal(add(photo(), 'a.jpg', { thumb: scan(30_000).toString('base64') }))).code).toBe(
    'call.invalid',
  )
})

test('huge files, other types and broken pictures are refused, whatever they call themselves', async () => {
  expect((await refusal(add(Buffer.from('MZ程序'), '会场.jpg'))).code).toBe('attachment.wrong-type')
  expect((await refusal(add(photo().subarray(0, 60), '会场.jpg'))).code).toBe('attachment.damaged')
  const path = join(desk.profile, '..', '大.pdf')
  writeFileSync(path, scan(21 * 1024 * 1024))
  const source = { file: desk.engine.grant(path) }
  expect(
    await refusal(desk.rpc.attachments.add({ record, source, operation: desk.operation() })),
  ).toMatchObject({
    code: 'attachment.too-large',
    params: { file: '大.pdf', max: '20 MB' },
  })
  const gone = { file: desk.engine.grant(join(desk.profile, '..', 'gone.jpg')) }
  expect(
    (await refusal(desk.rpc.attachments.add({ record, source: gone, operation: desk.operation() }))).code,
  ).toBe('file.unreadable')
  expect(await list()).toEqual([])
})

test('a kind without attachments refuses them', async () => {
  const district = await openDistrict(7)
  const source = { bytes: photo().toString('base64'), name: 'a.jpg' }
  const refused = await refusal(
    district.rpc.attachments.add({ record: district.units.peach, source, operation: district.operation() }),
  )
  expect(refused.code).toBe('attachment.not-allowed')
  await district.close()
})

test('content changed on the disk is refused when it is read, and the check names it', async () => {
  const { file } = await add(scan(200_000), '签到表.pdf')
  const path = join(folder(), stored()[0] ?? '')
  const whole = readFileSync(path)
  for (const at of [0, 10, 30, 70_000, whole.length - 1]) {
    const changed = Buffer.from(whole)
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at)
    writeFileSync(path, changed)
    expect(await refusal(desk.rpc.attachments.read({ record, file }))).toMatchObject({
      code: 'attachment.damaged',
      params: { file: '签到表.pdf' },
    })
  }
  for (const length of [0, 24, 60_000, 24 + 65_552, whole.length - 16]) {
    writeFileSync(path, whole.subarray(0, length))
    expect((await refusal(desk.rpc.attachments.read({ record, file }))).code).toBe('attachment.damaged')
  }
  // The same content added once more heals it.
  await add(scan(200_000), '再来.pdf')
  expect((await desk.rpc.attachments.read({ record, file })).base64).toBe(scan(200_000).toString('base64'))
  rmSync(path)
  expect((await refusal(desk.rpc.attachments.read({ record, file }))).code).toBe('attachment.missing')
  expect(await list()).toMatchObject([{ missing: true }, { missing: true }])
})

test('content of every length around the pieces comes back as it was', () => {
  const profile = join(desk.profile, '..', 'store')
  mkdirSync(profile)
  const store = openBlobStore({
    profile,
    dataKey: new Uint8Array(32),
    formerKeys: [],
    random: seededRandom(5),
  })
  for (const length of [0, 1, 65_535, 65_536, 65_537, 131_072, 200_001]) {
    const content = randomBytes(length)
    const hash = store.put(content)
    expect(store.read(hash)).toEqual(content)
    expect(store.wholeSize(hash)).toBe(length)
  }
})

test('the audit chain holds after photos were looked at', async () => {
  const { file } = await add(photo())
  await desk.rpc.attachments.read({ record, file })
  const verdict = await desk.rpc.safety.verify({})
  expect(verdict.ok).toBe(true)
})
