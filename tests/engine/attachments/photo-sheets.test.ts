import { kindOf } from '../../../shared/kinds'
import { photoSheet, placePhotos } from '../../../shared/paper/photo-sheet'
import type { Body } from '../../../shared/shapes'
import { type Desk, openStreet, sessionPatch } from '../../support/desks/engine'
import { filledPatch } from '../../support/records/filled'
import { photo, scan } from '../../support/records/pictures'

let desk: Desk
beforeAll(async () => {
  desk = await openStreet()
})
afterAll(() => desk.close())

async function withPhoto(kind: string, patch: Body, caption: string): Promise<string> {
  const { id } = await desk.rpc.records.save({ kind, patch, operation: desk.operation() })
  for (const [bytes, name] of [
    [photo(), '会场.jpg'],
    [scan(), '通知.pdf'],
  ] as const)
    await desk.rpc.attachments.add({
      record: id,
      source: { bytes: bytes.toString('base64'), name },
      caption,
      operation: desk.operation(),
    })
  return id
}

test('photos are printed with the number of their audit row; in 公示 nothing names the household', async () => {
  const record = await withPhoto('courtyard-session', sessionPatch(desk), '致电 13800001234')
  const { number } = await desk.rpc.records.get({ id: record })
  const internal = await desk.rpc.attachments.printPhotos({ record })
  expect(internal.title).toContain('解家院子')
  expect(internal).toMatchObject({
    watermark: '内部资料 注意保密',
    photos: [{ caption: '致电 13800001234' }],
  })
  const shown = await desk.rpc.attachments.printPhotos({ record, variant: 'public' })
  expect(shown).toMatchObject({
    title: `院坝会 ${number}`,
    watermark: null,
    photos: [{ caption: '致电 ****' }],
  })
  const stands = /公示 编号 A(\d{6})$/.exec(shown.note)?.[1]
  const { entries } = await desk.rpc.safety.audit({ number: Number(stands) })
  expect(entries).toMatchObject([{ label: '打印照片', records: [{ id: record, name: number }] }])
})

test('pictures of papers are not among the photos, unless somebody said that they show none', async () => {
  const kind = kindOf('consultation')
  const record = await withPhoto(
    kind.name,
    filledPatch(kind, () => desk.units.peach),
    '身份证',
  )
  const source = { bytes: photo().toString('base64'), name: '接待现场.jpg' }
  const said = { source, caption: '接待现场', sensitive: false, operation: desk.operation() }
  await desk.rpc.attachments.add({ record, ...said })
  for (const variant of ['internal', 'upward', 'public'] as const) {
    const { photos } = await desk.rpc.attachments.printPhotos({ record, variant })
    expect(photos.map(({ caption }) => caption)).toEqual(['接待现场'])
  }
})

test('the marks stand on every page of the sheet', () => {
  const photos = Array.from({ length: 3 }, () => ({ type: 'image/jpeg', base64: '', caption: '<b>' }))
  const marks = { note: '内部 编号 000009', watermark: '内部资料 注意保密' }
  const sheet = photoSheet('院坝会', photos, 2, marks)
  for (const words of Object.values(marks)) expect(sheet.split(words)).toHaveLength(3)
})

test('photos take as much of the paper as their shape allows, and nothing of them is cut off', () => {
  const lying = { width: 4000, height: 3000 }
  const standing = { width: 3000, height: 4000 }
  const four = placePhotos([lying, lying, lying, lying], 4)
  expect([four.way, four.columns]).toEqual(['upright', 2])
  const two = placePhotos([lying, lying], 2)
  expect([two.way, two.columns]).toEqual(['upright', 1])
  expect(placePhotos([standing, standing], 2)).toMatchObject({ way: 'across', columns: 2 })
  expect(placePhotos([standing, standing, standing, standing], 4)).toMatchObject({
    way: 'upright',
    columns: 2,
  })
  for (const { boxes } of [four, two])
    for (const { width, height } of boxes) expect(width / height).toBeCloseTo(4 / 3)
  // Half of the paper between its margins, less half of the gap.
  expect(four.boxes[0]?.width).toBeCloseTo(87.5)
  expect(two.boxes[0]?.width).toBeGreaterThan(130)
})
