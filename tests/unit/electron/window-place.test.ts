import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { keptIn } from '../../../electron/main/kept'
import { placeOn, readKept } from '../../../electron/main/window-place'

const first = { width: 1440, height: 900 }
const laptop = { x: 0, y: 0, width: 1366, height: 728 }
const beside = { x: 1366, y: 0, width: 1920, height: 1040 }

test('the first time a window stands in the middle of the main screen, no larger than it', () => {
  expect(placeOn([laptop], first)).toEqual({ x: 0, y: 0, width: 1366, height: 728 })
  expect(placeOn([beside, laptop], first)).toEqual({ x: 1606, y: 70, width: 1440, height: 900 })
})

test('later it stands where it stood', () => {
  const stood = { x: 1500, y: 100, width: 1200, height: 800 }
  expect(placeOn([laptop, beside], first, stood)).toEqual(stood)
})

test.each([
  ['the monitor that it stood on is unplugged', { x: 1500, y: 100, width: 1200, height: 800 }],
  ['its upper edge is above every screen', { x: 100, y: -200, width: 1200, height: 800 }],
  ['its upper edge is below every screen', { x: 100, y: 720, width: 1200, height: 800 }],
  ['hardly any of it would be seen', { x: 1300, y: 100, width: 1200, height: 800 }],
])('it comes back to the main screen when %s', (_, stood) => {
  expect(placeOn([laptop], first, stood)).toEqual({ x: 0, y: 0, width: 1366, height: 728 })
})

test('a smaller screen makes it smaller', () => {
  expect(placeOn([laptop], first, { x: 0, y: 0, width: 1920, height: 1040 })).toEqual(laptop)
})

describe('what is kept between starts', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'yuanba-kept-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  test('each part stays when another is kept', () => {
    const path = join(folder, 'window.json')
    const file = keptIn(path, () => undefined)
    file.keep({ bounds: laptop, maximized: true })
    file.keep({ stick: '普法一号' })
    expect(keptIn(path, () => undefined).read()).toEqual({
      bounds: laptop,
      maximized: true,
      stick: '普法一号',
    })
  })

  test.each(['', '{', '[]', '{"bounds":{"x":"0"}}'])('a file that holds %j is as none', (text) => {
    const path = join(folder, 'window.json')
    writeFileSync(path, text)
    expect(readKept(path)).toEqual({})
  })

  test('a folder that can not be written is told, and the window goes on', () => {
    const told: string[] = []
    const file = keptIn(join(folder, 'none', 'window.json'), (text) => told.push(text))
    file.keep({ maximized: true })
    expect([told.length, file.read()]).toEqual([1, { maximized: true }])
  })
})
