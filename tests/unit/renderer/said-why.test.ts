import { readFileSync } from 'node:fs'
import { filesBelow } from '../../support/machine/sources'

/** Where a tag of an element ends: behind the `>` that closes no arrow and stands in no brackets. */
function tagAt(source: string, from: number): string {
  let depth = 0
  for (let at = from; at < source.length; at++) {
    const sign = source[at]
    if (sign === '{') depth += 1
    if (sign === '}') depth -= 1
    if (sign === '>' && depth === 0) return source.slice(from, at + 1)
  }
  return source.slice(from)
}

test('a button that can be out of reach says why', () => {
  const silent = filesBelow('renderer')
    .filter((file) => file.endsWith('.tsx'))
    .flatMap((file) => {
      const source = readFileSync(file, 'utf8')
      return [...source.matchAll(/<Button\b/g)]
        .map(({ index }) => tagAt(source, index))
        .filter((tag) => /\sdisabled=/.test(tag) && !/\stitle=/.test(tag))
        .map((tag) => `${file}: ${tag.replaceAll(/\s+/g, ' ').slice(0, 80)}`)
    })
  expect(silent).toEqual([])
})
