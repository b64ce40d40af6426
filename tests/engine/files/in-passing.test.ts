import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Passing } from '../../../electron/engine/context'
import {
  OPENING_BYTES,
  opening,
  readChosen,
  streamChosen,
  writeChosen,
} from '../../../electron/engine/files/in-passing'
import { systemRandom } from '../../../electron/machine/surroundings'

let folder: string
let ctx: { passing: Passing; random: typeof systemRandom }
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yuanba-passing-'))
  ctx = { passing: { folder, key: systemRandom.bytes(32) }, random: systemRandom }
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const text = '欧阳雪莲 13812345678 '
const any = (): void => undefined

/** What a host gives the browser. */
function fetched(path: string): Buffer {
  const bytes = readFileSync(path)
  const { from, stream } = opening(ctx.passing, bytes.subarray(0, OPENING_BYTES))
  stream.end(bytes.subarray(from))
  return Buffer.from(stream.read() ?? '')
}

test('what passes lies there encrypted, and is read by this process as it was', () => {
  const path = join(folder, '台账.csv')
  writeChosen(ctx, path, text.repeat(500))
  expect(readFileSync(path).includes('欧阳')).toBe(false)
  expect(readChosen(ctx, path, any).toString()).toBe(text.repeat(500))
  expect(fetched(path).toString()).toBe(text.repeat(500))
})

test('a file that is written over what stands before comes back whole, wherever its pieces begin', async () => {
  for (const at of [0, 1, 15, 16, 17, 4095, 70_001]) {
    const path = join(folder, `大-${at}.xlsx`)
    const whole = Buffer.alloc(100_000, text)
    const change = Buffer.from('改过的大小')
    await streamChosen(ctx, path, async (sink) => {
      for (let from = 0; from < whole.length; from += 33_333)
        await sink.append(whole.subarray(from, from + 33_333))
      await sink.patch(at, change)
    })
    change.copy(whole, at)
    expect(readChosen(ctx, path, any).equals(whole)).toBe(true)
    expect(readFileSync(path).includes('雪莲')).toBe(false)
  }
})

test('two files under one key do not begin alike, and another start reads neither', () => {
  const [one, other] = [join(folder, 'a'), join(folder, 'b')]
  for (const path of [one, other]) writeChosen(ctx, path, text)
  expect(readFileSync(one).equals(readFileSync(other))).toBe(false)
  ctx.passing = { folder, key: systemRandom.bytes(32) }
  expect(readChosen(ctx, one, any).toString()).not.toBe(text)
})

test('where people choose paths, a file is what was written, and one of theirs is read as it is', () => {
  const desktop = { random: systemRandom }
  const path = join(folder, '月报.html')
  writeChosen(desktop, path, text)
  expect(readFileSync(path, 'utf8')).toBe(text)
  expect(readChosen({}, path, any).toString()).toBe(text)
  writeFileSync(path, `YBPASS1\n${text}`)
  expect(readChosen({}, path, any).toString()).toBe(`YBPASS1\n${text}`)
})

test('a size that is too large is told before anything is read, without what encryption adds', () => {
  const path = join(folder, '大.csv')
  writeChosen(ctx, path, 'x'.repeat(100))
  const sizes: number[] = []
  readChosen(ctx, path, (bytes) => sizes.push(bytes))
  expect(sizes).toEqual([100])
  const refuse = (): void => {
    throw new RangeError('too large')
  }
  expect(() => readChosen(ctx, path, refuse)).toThrow()
  expect(() => readChosen(ctx, folder, any)).toThrow(expect.objectContaining({ code: 'file.unreadable' }))
  expect(readdirSync(folder)).toEqual(['大.csv'])
})
