import { builtInOnly } from '../../../shared/definition/words'
import { tsquery } from '../../../shared/records/search-syntax'
import { nothingLearned, soughtBy } from '../../../shared/records/sought'

const sought = (typed: string) =>
  soughtBy(typed, { columns: ['texts'], wordsOf: builtInOnly, learned: nothingLearned, syntax: tsquery })

test('what only begins so is left out of what stands together, and nothing is told where nothing or all is left', () => {
  expect(sought('王家院子12号')?.standing).toBe(`('王家' <-> '家院' <-> '院子')`)
  expect(sought('桃花村 12号 王家')?.standing).toBe(`('桃花' <-> '花村' & '王家')`)
  for (const typed of ['王家院子', '12', '号', '12 号', 'wangjia']) expect(sought(typed)?.standing).toBeNull()
})

test('each part of it is a part of what is looked for anywhere, so that it finds no less', () => {
  for (const typed of ['王家院子12号', '桃花村 12号 王家', '民法典3条', '调解 5'])
    for (const part of (sought(typed)?.standing ?? '').slice(1, -1).split(' & '))
      expect(sought(typed)?.anywhere).toContain(part)
})

test('only a long text, whose beginning is looked for with all of it, finds by its beginning what is found anywhere', () => {
  expect(sought('王家院子12号')?.isBeginningAnywhere).toBe(true)
  for (const typed of ['王家', '王家院子', '王家院子1', '138 0000 1234'])
    expect([typed, sought(typed)?.isBeginningAnywhere]).toEqual([typed, false])
})
