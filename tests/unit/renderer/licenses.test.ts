import {
  chromiumLicenses,
  type License,
  matching,
  readLicenses,
} from '../../../renderer/features/settings/licenses'
import type { Papers } from '../../../renderer/transport/transport'

const product = (name: string, text: string) => `<div class="product">
<span class="title">${name}</span>
<span class="homepage"><a href="https://example.org/">homepage</a></span>
<label class="show" tabindex="0"><input type="checkbox" hidden></label>
<div class="license">
<pre>${text}</pre>
</div>
</div>`

const one = (name: string, license: string, text: string): License => ({ name, version: '1', license, text })
const beside = (files: Readonly<Record<string, string>>): Papers => ({
  read: async (file) => files[file] ?? null,
})
const running = { electron: '45.0.0', chromium: '150.0' }

test('Chromium’s page is read as text: each part once, its marks as they were meant, nothing of it as a tag', () => {
  const html = `<body>${product('A &amp; B', 'Copyright &lt;me&gt; &quot;all&quot; &#x27;mine&#x27;')}${product('Twice', 'first')}${product('Twice', 'second')}${product('Twice', 'first')}${product('Empty', '')}</body>`
  expect(chromiumLicenses(html, '150.0').map(({ name, text }) => [name, text])).toEqual([
    ['A & B', 'Copyright <me> "all" \'mine\''],
    ['Twice', 'first\n\nsecond'],
  ])
})

test('a window lists Electron, what was bundled and Chromium’s parts; a browser what was bundled', async () => {
  const papers = beside({
    'licenses.json': JSON.stringify([one('antd', 'MIT', 'Ant')]),
    'licenses/electron.txt': 'Copyright (c) Electron contributors\n',
    'licenses/chromium.html': product('Abseil', 'Apache'),
  })
  const names = (list: readonly License[]) => list.map(({ name, version }) => `${name} ${version}`)
  expect(names(await readLicenses(papers, running))).toEqual([
    'Electron 45.0.0',
    'antd 1',
    'Abseil 随 Chromium 150.0',
  ])
  expect(names(await readLicenses(papers, null))).toEqual(['antd 1'])
})

test('a build without lists has none to show and fails for nobody', async () => {
  expect(await readLicenses(beside({}), running)).toEqual([])
})

test('searching finds names and licences before words of the text, in any case', () => {
  const list = [
    one('react', 'MIT', 'a text'),
    one('b4a', 'Apache-2.0', 'for React'),
    one('zod', 'MIT', 'other'),
  ]
  expect(matching(list, ' REACT ').map(({ name }) => name)).toEqual(['react', 'b4a'])
  expect(matching(list, 'apache').map(({ name }) => name)).toEqual(['b4a'])
  expect(matching(list, '')).toEqual(list)
  expect(matching(list, 'gpl')).toEqual([])
})
