import { fileKey, fileViews, isSensitive } from '../../../shared/attachments/entry'
import { takesFiles } from '../../../shared/definition/define'
import { kinds } from '../../../shared/kinds'

test('attachments of kinds that note numbers of ID or bank cards are taken for scans of such', () => {
  const sensitive = kinds.filter((kind) => takesFiles(kind) && isSensitive({}, kind))
  expect(sensitive.map(({ name }) => name).sort()).toEqual([
    ...['consultation', 'legal-aid-case', 'mediation', 'wage-arrears-lead'],
  ])
})

test('one that was added before anybody was asked goes by its kind, an unknown kind by the worse', () => {
  const id = '01900000-0000-7000-8000-000000000001'
  const entry = { hash: 'a'.repeat(64), name: '证件.pdf', type: 'application/pdf', bytes: 3 }
  const seen = (kind: string, more: { sensitive?: boolean } = {}) =>
    fileViews(
      { [fileKey(id)]: { ...entry, ...more } },
      kinds.find(({ name }) => name === kind),
    ).map(({ sensitive }) => sensitive)
  expect([seen('consultation'), seen('activity'), seen('of-a-newer-version')]).toEqual([
    [true],
    [false],
    [true],
  ])
  expect(seen('consultation', { sensitive: false })).toEqual([false])
  expect(seen('activity', { sensitive: true })).toEqual([true])
})
