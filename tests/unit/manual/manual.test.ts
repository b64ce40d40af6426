/** @jest-environment jsdom */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { palettePages } from '../../../renderer/shell/places'
import { routes, topicAt } from '../../../renderer/shell/routes'
import { kinds } from '../../../shared/kinds'
import { bookletPages, cardPages } from '../../../shared/manual/paper'
import { namedLabels, type Part, readPage, textLines } from '../../../shared/manual/read'
import { manualTopics, quickCard } from '../../../shared/manual/topics'
import { lineText } from '../../../shared/paper/layout'
import { readSource } from '../../support/machine/comments'
import { filesBelow } from '../../support/machine/sources'

const root = resolve(__dirname, '../../..')
const folder = join(root, 'shared/manual')
const read = (name: string) => readPage(readFileSync(join(folder, 'pages', `${name}.md`), 'utf8'))
const names = [...manualTopics, quickCard]
const pages = new Map(names.map((name) => [name as string, read(name)]))
const picturesOf = (parts: readonly Part[]): readonly string[] =>
  parts.flatMap((part) => (part.type === 'picture' ? [part.file] : []))

/** What stands in quotes or between tags of the product, each text whole. */
const labels = new Set(
  [...filesBelow(join(root, 'renderer')), ...filesBelow(join(root, 'shared'))]
    .map((file) => readSource(readFileSync(file, 'utf8')).bare)
    .flatMap((source) => [
      ...source.matchAll(/(?<=['"`>}])[^'"`<>{}$]*[\u4e00-\u9fff][^'"`<>{}$]*(?=['"`<{$])/g),
    ])
    .map(([text]) => text.trim()),
)

test('the pages are those that the list names', () => {
  const files = readdirSync(join(folder, 'pages')).map((file) => file.replace(/\.md$/, ''))
  expect(files.sort()).toEqual([...names].sort())
})

test('every screen has its page, whatever kind it shows', () => {
  for (const { path } of palettePages) expect([path, topicAt(path) === 'home']).toEqual([path, path === '/'])
  for (const { name, place } of kinds) {
    expect(topicAt(`/k/${name}`)).toBe(place === 'reference' ? 'reference' : 'list')
    expect(topicAt(`/k/${name}/new`)).toBe('log')
    expect(topicAt(`/k/${name}/0190/merge/0191`)).toBe('merge')
  }
  expect(topicAt('/nowhere')).toBe('home')
  expect(new Set(routes.map(({ path }) => path)).size).toBe(routes.length)
})

test('a page leads to pages that there are', () => {
  const links = [...pages.values()].flatMap(({ parts }) =>
    parts.flatMap((part) =>
      part.type === 'picture' ? [] : 'items' in part ? part.items.flat() : part.pieces,
    ),
  )
  const led = links.flatMap((piece) => (piece.type === 'link' ? [piece.page] : []))
  expect(led.length).toBeGreaterThan(0)
  expect(led.filter((page) => !pages.has(page))).toEqual([])
})

test.each(names)('%s names no button and no field that the product has not', (name) => {
  const unknown = namedLabels(read(name)).filter((label) => !labels.has(label) && !/^\d+$/.test(label))
  expect(unknown).toEqual([])
})

test('what a page may not name is not found', () => {
  expect(labels.has('这个按钮没有')).toBe(false)
  expect(labels.has('打印收发登记单')).toBe(true)
})

test('a page is short, and each of its lines', () => {
  for (const [name, page] of pages) {
    const lines = textLines(page)
    expect([name, lines.join('').length <= 650]).toEqual([name, true])
    expect([name, lines.filter((line) => line.length > 90)]).toEqual([name, []])
  }
})

test('the pictures are those that pages show, and together no more than 1 MB', () => {
  const shown = [...pages.values()].flatMap(({ parts }) => picturesOf(parts))
  const kept = readdirSync(join(folder, 'pictures')).filter((file) => file.endsWith('.webp'))
  expect([...new Set(shown)].sort()).toEqual(kept.sort())
  for (const file of shown) expect(existsSync(join(folder, 'pictures', file))).toBe(true)
  const bytes = kept.reduce((sum, file) => sum + statSync(join(folder, 'pictures', file)).size, 0)
  expect(bytes).toBeLessThanOrEqual(1024 * 1024)
})

test('the quick card is one page', () => {
  expect(cardPages(read(quickCard)).length).toBe(1)
})

test('the booklet has every page of the manual, and its contents say where', () => {
  const all = manualTopics.map(read)
  const laid = bookletPages('使用说明', all, () => 'data:image/webp;base64,')
  const headings = laid.flatMap(({ number, items }) =>
    items.flatMap((item) =>
      item.type === 'line' && item.style === 'h1' && item.first ? [[lineText(item.text), number]] : [],
    ),
  )
  const told = laid.flatMap(({ items }) =>
    items.flatMap((item) =>
      item.type === 'row' && item.row.role !== 'head'
        ? [item.row.cells.map(({ lines }) => lines.map(lineText).join('').trim())]
        : [],
    ),
  )
  expect(headings.map(([title, number]) => [title, String(number)])).toEqual(told)
  expect(headings.length).toBe(manualTopics.length)
})

describe('what reads a page', () => {
  test('knows headings, steps, points, keys, ways to other pages and pictures', () => {
    const page = readPage(
      '# 标题\n\n按 `F1`，见[首页](home.md)。\n\n## 小标题\n\n1. 一\n2. 二\n\n- 甲\n\n![首页](../pictures/home.webp)\n',
    )
    expect(page).toEqual({
      title: '标题',
      parts: [
        {
          type: 'paragraph',
          pieces: [
            { type: 'text', text: '按 ' },
            { type: 'key', text: 'F1' },
            { type: 'text', text: '，见' },
            { type: 'link', text: '首页', page: 'home' },
            { type: 'text', text: '。' },
          ],
        },
        { type: 'heading', pieces: [{ type: 'text', text: '小标题' }] },
        { type: 'steps', items: [[{ type: 'text', text: '一' }], [{ type: 'text', text: '二' }]] },
        { type: 'points', items: [[{ type: 'text', text: '甲' }]] },
        { type: 'picture', says: '首页', file: 'home.webp' },
      ],
    })
  })

  test('refuses a page without a title', () => {
    expect(() => readPage('没有标题')).toThrow(RangeError)
  })
})
