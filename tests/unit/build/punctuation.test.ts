import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { readSource } from '../../support/machine/comments'

const root = path.resolve(__dirname, '../../..')
const trees = ['shared', 'electron', 'renderer']
/** What reads texts that people wrote, in either width, or names typefaces; migrations are frozen with their comments. */
const exempt = [
  'electron/engine/db/migrations/',
  'electron/engine/export/docx-type.ts',
  'shared/deadlines/notice.ts',
  'shared/language/word-runs.ts',
  'shared/paste/',
  'shared/privacy/',
  'shared/reports/clauses.ts',
  'shared/reports/placeholders.ts',
]

const sources = trees
  .flatMap((tree) =>
    readdirSync(path.join(root, tree), { recursive: true, encoding: 'utf8' }).map((file) =>
      path.join(tree, file).replaceAll('\\', '/'),
    ),
  )
  .filter((file) => /\.tsx?$/.test(file) && !exempt.some((place) => file.startsWith(place)))

const chinese = '[\\u3400-\\u9fff、。，；：？！（）「」《》]'
const narrow = new RegExp(`${chinese} ?[,;:?!()]|[,;!?()] ?${chinese}|:${chinese}`)
/** A key without quotes, the branches of a pattern, and a type by its Chinese name are code. */
const code = new RegExp(`^\\s*${chinese}+: |${chinese}: \\d|\\.${chinese}+[,)]|/\\S*[\\^(]\\S*/`)

/** The lines that have a half-width mark beside a Chinese character. */
function narrowLines(source: string): readonly string[] {
  return readSource(source)
    .bare.replaceAll(/\{[^{}\n]*\}/g, '{}')
    .split('\n')
    .filter((line) => narrow.test(line) && !code.test(line))
    .map((line) => line.trim())
}

test('every Chinese text has its marks in full width', () => {
  expect(sources.length).toBeGreaterThan(400)
  const found = sources.flatMap((file) =>
    narrowLines(readFileSync(path.join(root, file), 'utf8')).map((line) => `${file}: ${line}`),
  )
  expect(found).toEqual([])
})

/** Lists of characters, for laying out and for searching. */
const characterLists = [
  'shared/paper/characters.ts',
  'shared/paper/print-style.ts',
  'shared/language/full-stop.ts',
]

/** GB/T 15834: lines that run across have “ ”; 「 」 belong to upright ones. */
test('every Chinese text quotes with “ ”', () => {
  const found = sources
    .filter((file) => !characterLists.includes(file))
    .flatMap((file) =>
      readSource(readFileSync(path.join(root, file), 'utf8'))
        .bare.split('\n')
        .filter((line) => /[「」]/.test(line))
        .map((line) => `${file}: ${line.trim()}`),
    )
  expect(found).toEqual([])
})

test.each([
  ["const a = '已保存,请核对'", 1],
  ["const a = '已保存，请核对'", 0],
  ['const a = `第 $\u007bn} 行:$\u007btext}`', 1],
  ['<p>单位(盖章)</p>', 1],
  ["const a = ['中', '文']", 0],
  ["const a = open ? '开' : '关'", 0],
  ["const a = '在 19:00 开始'", 0],
  ["// 说明,只是注释\nconst a = '好'", 0],
])('the scan of %j finds %i', (source, count) => {
  expect(narrowLines(source).length).toBe(count)
})
