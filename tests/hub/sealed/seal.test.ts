import { openedRow, sealedBody, sealedHeads, sealedRow } from '../../../electron/hub/sealed/rows'
import { asOfWhole } from '../../../shared/records/search-letters'
import { otherSeal, testSeal } from '../../support/hub/sealed'

const aid = 'legal-aid-case'

test('what masks hide is sealed, rows with a masked cell among it, and what nobody knows; all else stays as it is', () => {
  const body = {
    $number: 'HK-1',
    unit: 'v1',
    applicant: '李小明',
    phone: '13912345678',
    later: '不认识的',
    '$file/1': { name: '照片' },
  }
  const sealed = sealedBody(testSeal, aid, JSON.stringify(body))
  const kept = JSON.parse(sealed)
  expect(Object.keys(kept).sort()).toEqual(['$file/1', '$number', '$sealed', 'unit'])
  expect(openedRow(testSeal, { body: kept }).body).toEqual(body)
  const rows = { date: '2026-11-20', 'demands/r1': { name: '王小二', matter: '欠薪' }, people: 46 }
  expect(sealedBody(testSeal, 'courtyard-session', JSON.stringify(rows))).not.toContain('王小二')
  const plain = JSON.stringify({ date: '2026-11-20', people: 46, courtyard: null })
  expect(sealedBody(testSeal, 'courtyard-session', plain)).toBe(plain)
})

test('a district that writes the word of the seal itself makes nothing that fails to open', () => {
  const body = { $sealed: '不是密文', unit: 'v1' }
  const kept = JSON.parse(sealedBody(testSeal, aid, JSON.stringify(body)))
  expect(openedRow(testSeal, { body: kept }).body).toEqual(body)
  const heads = JSON.stringify({ base: 'aa', $sealed: 'x' })
  expect(openedRow(testSeal, { heads: JSON.parse(sealedHeads(testSeal, aid, heads)) }).heads).toEqual(
    JSON.parse(heads),
  )
})

test('a change is the same text again, whatever it looked like, and its salt is sealed with it', () => {
  for (const fields of [
    '{"over":{},"set":{"applicant":"李小明","unit":"v1"}}',
    '{"set":{"unit":"v1", "applicant":"李\\u0000小明"},"over":{}}',
  ]) {
    const row = { kind: aid, fields, salt: 'c2FsdA' }
    const sealed = sealedRow(testSeal, 'changes', row)
    expect(sealed.salt).toBe('')
    expect(String(sealed.fields)).not.toContain('小明')
    expect(openedRow(testSeal, sealed)).toEqual(row)
    // Who reads a history is given no salt.
    expect(openedRow(testSeal, { ...sealed, salt: null }).salt).toBeNull()
  }
  const erased = { kind: aid, fields: '{"commitment":"aa","keys":["applicant"],"over":{}}', salt: null }
  expect(sealedRow(testSeal, 'changes', erased)).toEqual(erased)
})

test('other keys open nothing, nor does a text that was changed', () => {
  const sealed = testSeal.close('李小明')
  expect(testSeal.open(sealed)).toBe('李小明')
  expect(testSeal.close('李小明')).not.toBe(sealed)
  const changed = Buffer.from(sealed, 'base64')
  changed[changed.length - 20] = (changed[changed.length - 20] ?? 0) ^ 1
  const refused = expect.objectContaining({ code: 'hub.other-keys' })
  for (const [seal, text] of [
    [otherSeal, sealed],
    [testSeal, changed.toString('base64')],
    [testSeal, ''],
  ] as const)
    expect(() => seal.open(text)).toThrow(refused)
})

test('terms of what masks hide are equal, or begin alike, exactly where they did; others are left alone', () => {
  const terms = ['李小', '李小明', '李大', '13912345678', '1391234', '2345678'].map(asOfWhole)
  const spelt = testSeal.spelt(terms)
  for (const [one, term] of terms.entries())
    for (const [other, longer] of terms.entries())
      expect(spelt[other]?.startsWith(spelt[one] ?? '')).toBe(longer.startsWith(term))
  expect(spelt.join('')).not.toMatch(/[李小明大]|139/)
  expect(testSeal.spelt(['院坝', ...terms])).toEqual(['院坝', ...spelt])
  expect(otherSeal.spelt(terms)).not.toEqual(spelt)
})
