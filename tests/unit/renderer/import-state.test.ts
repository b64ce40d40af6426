import { nextImport, nothingAllowed, nothingChosen } from '../../../renderer/features/sync/import-state'
import { overrulingOf } from '../../../renderer/features/sync/overruling'
import { fileToken } from '../../../shared/contract/types'

const picked = [{ token: fileToken.parse('one'), name: '一.ybb' }]
const refused = nextImport(nothingChosen, { type: 'refused', picked, error: new Error('no') })

test('what is allowed stays with the files that were refused, through their import', () => {
  const allowed = nextImport(refused, { type: 'mass-delete-allowed', isAllowed: true })
  const importing = nextImport(allowed, { type: 'importing', picked })
  expect(allowed.step).toBe(refused.step)
  expect(importing.step).toEqual({ name: 'importing', picked })
  expect(importing.allowed).toEqual({ ...nothingAllowed, allowMassDelete: true })
})

test('a street may overrule for a closed computer and lets nobody else in', () => {
  expect(overrulingOf('street', 'bundle.revoked-sender')?.accept).toEqual({ acceptClosed: true })
  expect(overrulingOf('street', 'join.used')).toBeUndefined()
  expect(overrulingOf('district', 'bundle.forgotten-sender')?.accept).toEqual({ acceptForgotten: true })
})
