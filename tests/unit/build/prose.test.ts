import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { readSource, sentences, wordsOf } from '../../support/machine/comments'

const root = path.resolve(__dirname, '../../..')
const trees = ['shared', 'electron', 'renderer', 'build']
const longest = 32

const sources = trees.flatMap((tree) =>
  readdirSync(path.join(root, tree), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.[cm]?[jt]sx?$/.test(file) && !file.includes('node_modules'))
    .map((file) => path.join(tree, file)),
)
const read = (file: string) => readSource(readFileSync(path.join(root, file), 'utf8'))
const texts = (source: string) => readSource(source).comments.map(({ text }) => text.trim())

describe('the sources', () => {
  test('are found', () => {
    expect(sources).toContain(path.join('shared', 'sync', 'merge.ts'))
    expect(sources.length).toBeGreaterThan(500)
  })

  test(`say nothing in a sentence of more than ${longest} words`, () => {
    const long = sources.flatMap((file) =>
      read(file).comments.flatMap(({ line, text }) =>
        sentences(text)
          .filter((sentence) => wordsOf(sentence) > longest)
          .map((sentence) => `${file}:${line} (${wordsOf(sentence)} words) ${sentence}`),
      ),
    )
    expect(long).toEqual([])
  })

  test('spread no literal into its parent', () => {
    const spread = sources.filter((file) => spreadsLiteral(read(file).code))
    expect(spread).toEqual([])
  })
})

function spreadsLiteral(code: string): boolean {
  return /\.\.\.\s*\(?\s*\{/.test(code)
}

describe('what reads the sources', () => {
  test('finds comments behind code, over many lines and in a row', () => {
    const source = ['const a = 1 // one', '/**', ' * two', ' * three', ' */', '// four', '// five', ''].join(
      '\n',
    )
    expect(texts(source)).toEqual(['one', 'two\nthree', 'four\nfive'])
  })

  test('takes no text, template or pattern for a comment', () => {
    const source = [
      "const a = 'no // comment'",
      'const b = `no /* comment */ $\u007bc("`//`")} // none`',
      String.raw`const d = /[/*]\/\/ none/.test(e / 2)`,
      'const f = a / b // here',
    ].join('\n')
    expect(texts(source)).toEqual(['here'])
  })

  test('counts Latin words, and code in backticks as one', () => {
    expect(wordsOf('The reader keeps `const a = 1` of a 院坝会 well-kept.')).toBe(7)
    expect(sentences('One. Two: three!\n\nFour\n- five\n@throws six')).toEqual([
      'One.',
      'Two: three!',
      'Four',
      '- five',
      '@throws six',
    ])
  })

  test('finds a spread literal in code and none in a text', () => {
    expect(spreadsLiteral(readSource('f({ ...{ a, b } })').code)).toBe(true)
    expect(spreadsLiteral(readSource("f({ ...a }, '...{ b }') // ...{ c }").code)).toBe(false)
  })
})
