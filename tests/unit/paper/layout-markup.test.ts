import type { DocumentModel } from '../../../shared/paper/document'
import { layOut } from '../../../shared/paper/layout'
import { pagesMarkup } from '../../../shared/paper/markup'
import { PRINT_CSS, standaloneHtml } from '../../../shared/paper/print-style'
import fc from '../../support/laws/property'
import { documents } from '../../support/records/documents'

const attack = `"><script>alert(1)</script><img src=x onerror='alert(2)'>&lt;`

const hostile: DocumentModel = {
  title: attack,
  figures: [],
  blocks: [
    { type: 'heading', level: 0, runs: [{ text: attack }] },
    { type: 'paragraph', runs: [{ text: attack, figure: attack }] },
    {
      type: 'table',
      caption: attack,
      columns: [{ label: attack, width: 28, align: 'left' }],
      rows: [{ role: 'plain', cells: [{ text: attack, figure: attack }] }],
    },
    { type: 'signature', unit: attack, date: attack },
  ],
}

test('whatever people type stays text', () => {
  const html = standaloneHtml(attack, pagesMarkup(layOut(hostile)))
  const tags = new Set([...html.matchAll(/<\/?([a-z!]+)/g)].map((match) => match[1]))
  expect([...tags].sort()).toEqual(
    ['!doctype', 'body', 'div', 'head', 'html', 'meta', 'section', 'span', 'style', 'title'].sort(),
  )
})

test('a heading before its text on one line stands in its own face, its marks and digits too', () => {
  const runs = [{ text: '（一）开展12场。', face: 'kaiti' as const }, { text: '共3人。' }]
  const markup = pagesMarkup(layOut({ title: '', figures: [], blocks: [{ type: 'paragraph', runs }] }))
  expect(markup).toContain('<span class="kaiti">（一）开展</span><span class="h k2 kaiti">12</span>')
  expect(markup).toContain('</span>共<span class="h k1">3</span>人。')
})

test('the markup has no inline style, no script and no handler, so that the app’s CSP can stay closed', () => {
  fc.assert(
    fc.property(documents, (document) => {
      const tags = pagesMarkup(layOut(document)).match(/<[^>]*>/g) ?? []
      for (const tag of tags)
        expect(tag).toMatch(
          /^<(\/(section|div|span|button)|(section|div|span|button)( (class|role|lang|type|aria-label|aria-level|data-figure)="[^"]*")*)>$/,
        )
    }),
    { numRuns: 40 },
  )
})

test('every class that the markup uses is in the stylesheet', () => {
  fc.assert(
    fc.property(documents, (document) => {
      const classes = new Set(
        [...pagesMarkup(layOut(document)).matchAll(/class="([^"]*)"/g)].flatMap((match) =>
          (match[1] ?? '').split(' '),
        ),
      )
      // Rows and third-level headings that look like body text need no rule of their own.
      for (const name of ['plain', 'item', 'h3']) classes.delete(name)
      expect([...classes].filter((name) => !new RegExp(`\\.${name}\\b`).test(PRINT_CSS))).toEqual([])
    }),
    { numRuns: 40 },
  )
})

test('a number is a button that names its figure on screen, and plain text on paper', () => {
  const markup = pagesMarkup(
    layOut({
      title: '',
      figures: [],
      blocks: [{ type: 'paragraph', runs: [{ text: '共' }, { text: '35', figure: 'events@2026-11@*' }] }],
    }),
  )
  expect(markup).toContain(
    '共<button type="button" class="fig h k2" data-figure="events@2026-11@*">35</button>',
  )
  const paper = standaloneHtml('月报', markup)
  expect(paper).toContain('共<span class="fig h k2" data-figure="events@2026-11@*">35</span>')
  expect(paper).not.toContain('<button')
})

test('the words of one figure are one button, whatever boxes they stand in', () => {
  const runs = [
    { text: '投放' },
    { text: '10万余', figure: 'sms@2026@*' },
    { text: '与上年相比上升12.5%', figure: 'sms@2025@*' },
  ]
  const markup = pagesMarkup(layOut({ title: '', figures: [], blocks: [{ type: 'paragraph', runs }] }))
  expect(markup).toContain(
    '投放<button type="button" class="fig" data-figure="sms@2026@*"><span class="h k2">10</span>万余</button>' +
      '<button type="button" class="fig" data-figure="sms@2025@*">与上年相比上升<span class="h k5">12.5%</span></button>',
  )
  const paper = standaloneHtml('年报', markup)
  expect(paper).not.toContain('<button')
  expect(paper.match(/<span/g)?.length).toBe(paper.match(/<\/span>/g)?.length)
})

test('pages are numbered outside: odd right, even left', () => {
  const markup = pagesMarkup(
    layOut({
      title: '',
      figures: [],
      blocks: Array.from({ length: 50 }, () => ({ type: 'paragraph', runs: [{ text: '文' }] })),
    }),
  )
  expect(markup.match(/class="page (odd|even)"/g)).toEqual([
    'class="page odd"',
    'class="page even"',
    'class="page odd"',
  ])
  expect(markup).toContain('<div class="pageno">— 2 —</div>')
})
