import { glibcIn, isOlderElectron, oldestGlibc, tooOldGlibc } from '../../../shared/fitness'

test.each([
  ['2.17', true],
  ['2.9', true],
  ['2.27', true],
  ['2.28', false],
  ['2.31', false],
  ['2.41', false],
  ['3.0', false],
])('glibc %s is too old for the program: %s', (found, tooOld) => {
  expect(tooOldGlibc(found)).toEqual(tooOld ? { found, wanted: oldestGlibc } : null)
})

test('a system without glibc is not too old by it', () => {
  expect(tooOldGlibc(undefined)).toBeNull()
})

test('the glibc stands in Node’s own report, and only there', () => {
  expect(glibcIn({ header: { glibcVersionRuntime: '2.31' } })).toBe('2.31')
  for (const report of [
    null,
    'text',
    {},
    { header: null },
    { header: {} },
    { header: { glibcVersionRuntime: 2 } },
  ])
    expect(glibcIn(report)).toBeUndefined()
})

test('this machine’s report is understood', () => {
  const found = glibcIn(process.report.getReport())
  if (process.platform === 'linux') expect(found).toMatch(/^\d+\.\d+/)
  else expect(found).toBeUndefined()
})

test.each([
  ['33.2.1', '45.4.1', true],
  ['9.4.4', '45.4.1', true],
  ['45.0.0', '45.4.1', false],
  ['45.4.1', '45.4.1', false],
  ['46.1.0', '45.4.1', false],
])('Electron %s is of an older line than %s: %s', (running, madeFor, older) => {
  expect(isOlderElectron(running, madeFor)).toBe(older)
})
