import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compareNames, learnReadings, READ_BY, readingOf } from '../../../shared/language/order'

let mockReads = 0
jest.mock('pinyin-pro', () => {
  mockReads += 1
  return jest.requireActual('pinyin-pro')
})

test('names whose reading is known are ordered without the table of pinyin; it is read once with the first other name', () => {
  learnReadings({ 重庆: 'chong2 qing4', 桃花2组: 'tao2 hua1 2 zu3', 桃花10组: 'tao2 hua1 10 zu3' })
  expect(['桃花10组', '重庆', '桃花2组'].sort(compareNames)).toEqual(['重庆', '桃花2组', '桃花10组'])
  expect(mockReads).toBe(0)
  expect(['桃花10组', '解放村', '重庆'].sort(compareNames)).toEqual(['重庆', '解放村', '桃花10组'])
  expect(readingOf('重阳村')).toBe('chong2 yang2 cun1')
  expect(mockReads).toBe(1)
})

test('what is kept of readings says which version read them', () => {
  const { version } = JSON.parse(
    readFileSync(join(__dirname, '../../../node_modules/pinyin-pro/package.json'), 'utf8'),
  ) as { version: string }
  expect(READ_BY).toBe(`pinyin-pro ${version}`)
})
