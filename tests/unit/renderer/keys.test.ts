import { palettePages } from '../../../renderer/shell/places'
import { loadPinyin, matchesPinyin } from '../../../renderer/ui/pinyin'
import { commandOf } from '../../../renderer/ui/shortcuts'
import { kinds } from '../../../shared/kinds'

const key = (
  name: string,
  held: Partial<Record<'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey', boolean>> = {},
) => ({
  key: name,
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
  metaKey: false,
  ...held,
})

test('keys mean commands', () => {
  expect(commandOf(key('k', { ctrlKey: true }))).toBe('palette')
  expect(commandOf(key('S', { ctrlKey: true }))).toBe('save')
  expect(commandOf(key('Enter', { ctrlKey: true }))).toBe('saveNext')
  expect(commandOf(key('d', { ctrlKey: true }))).toBe('saveDraft')
  expect(commandOf(key('n', { altKey: true }))).toBe('create')
  expect(commandOf(key('n', { ctrlKey: true }))).toBe('create')
  expect(commandOf(key('F1'))).toBe('help')
})

test('plain typing, and keys held with others, mean no command', () => {
  expect(commandOf(key('s'))).toBeNull()
  expect(commandOf(key('Enter'))).toBeNull()
  expect(commandOf(key('n', { ctrlKey: true, altKey: true }))).toBeNull()
  expect(commandOf(key('s', { ctrlKey: true, shiftKey: true }))).toBeNull()
})

test('a page is found by its name, its pinyin and its initials', async () => {
  await loadPinyin()
  for (const typed of ['月报', 'yuebao', 'yb', 'YB', ' 月 ']) expect(matchesPinyin('月报', typed)).toBe(true)
  expect(matchesPinyin('月报', 'sjjh')).toBe(false)
  expect(matchesPinyin('数据交换', 'sjjh')).toBe(true)
})

test('the palette reaches the list of every kind', () => {
  const paths = palettePages.map(({ path }) => path)
  for (const { name } of kinds) expect(paths).toContain(`/k/${name}`)
  expect(new Set(paths).size).toBe(paths.length)
})
