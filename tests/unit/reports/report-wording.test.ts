import {
  changeFrom,
  changeInSentence,
  changeInTable,
  percentOf,
  pointsFrom,
} from '../../../shared/figures/change'
import { dateInWords } from '../../../shared/language/date-in-words'
import { chineseNumber, roughly } from '../../../shared/language/numbers'
import fc from '../../support/laws/property'

describe('余', () => {
  test.each([
    [0, '0'],
    [8, '8'],
    [10, '10'],
    [53, '50余'],
    [176, '170余'],
    [1000, '1000'],
    [1034, '1000余'],
    [1134, '1100余'],
    [9999, '9900余'],
    [10_000, '1万'],
    [10_001, '1万余'],
    [19_999, '1.9万余'],
    [20_000, '2万'],
    [20_500, '2万余'],
    [31_000, '3.1万'],
    [99_999, '9.9万余'],
    [100_000, '10万'],
    [102_345, '10万余'],
    [100_000_001, '1亿余'],
  ])('%d is said as %s', (count, said) => {
    expect(roughly(count)).toBe(said)
  })

  test('never says more than there is, and says 余 exactly when there is more than it says', () => {
    fc.assert(
      fc.property(fc.nat({ max: 10_000_000_000 }), (count) => {
        const said = roughly(count)
        const match = /^(\d+(?:\.\d)?)(万|亿)?(余)?$/.exec(said)
        const value =
          Number(match?.[1]) * (match?.[2] === '亿' ? 100_000_000 : match?.[2] === '万' ? 10_000 : 1)
        expect(value).toBeLessThanOrEqual(count)
        expect(match?.[3] !== undefined).toBe(value < count)
        expect(value).toBeGreaterThan(count === 0 ? -1 : count / 2)
      }),
    )
  })
})

describe('comparisons', () => {
  test.each([
    [40, 45, '增长12.5%', '环比增长12.5%'],
    [100, 97, '下降3%', '环比下降3%'],
    [7, 7, '持平', '与上月持平'],
    [0, 0, '持平', '与上月持平'],
    [0, 12, '上月为0', '上月未开展'],
    [12, 0, '下降100%', '环比下降100%'],
    [100_000, 1, '下降99.9%', '环比下降99.9%'],
    [100_000, 100_001, '增长不足0.1%', '环比增长不足0.1%'],
    [3, 4, '增长33.3%', '环比增长33.3%'],
  ])('from %d to %d', (base, now, inTable, inSentence) => {
    const change = changeFrom(base, now)
    expect(changeInTable(change, '上月')).toBe(inTable)
    expect(changeInSentence(change, { baseName: '上月', by: '环比', isHeld: true })).toBe(inSentence)
  })

  test('no comparison of counts ever prints Infinity, NaN or a percentage of nothing', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (base, now) => {
        const said = changeInTable(changeFrom(base, now), '去年同月')
        expect(said).toMatch(/^(持平|去年同月为0|(增长|下降)(不足0\.1|\d+(\.\d)?)%)$/)
        if (base === 0) expect(said).not.toContain('%')
        expect(said === '持平').toBe(base === now)
        expect(said === '下降100%').toBe(base > 0 && now === 0)
      }),
    )
  })

  test('what is no event is not said to have been held; a share goes up by points; of the unknown nothing is said', () => {
    const words = { baseName: '去年同期', by: '同比', isHeld: false } as const
    expect(changeInSentence(changeFrom(0, 3), words)).toBe('去年同期为0')
    expect(changeInSentence(pointsFrom(98.7, 99.1), words)).toBe('同比上升0.4个百分点')
    expect(changeInSentence({ way: 'unknown' }, words)).toBeUndefined()
  })

  test('a share of nothing is a dash', () => {
    expect(percentOf(0, 0)).toBe('—')
    expect(percentOf(1123, 1134)).toBe('99%')
    expect(percentOf(1, 3)).toBe('33.3%')
  })
})

test('sections are numbered in Chinese, dates in Arabic numerals without leading zeros', () => {
  expect([1, 4, 10, 11, 20, 34].map(chineseNumber)).toEqual(['一', '四', '十', '十一', '二十', '三十四'])
  expect(dateInWords('2026-11-03')).toBe('2026年11月3日')
})
