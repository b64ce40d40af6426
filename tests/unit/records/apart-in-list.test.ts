import { kindOf } from '../../../shared/kinds'
import { apartInList } from '../../../shared/records/states'

test('a list marks drafts and void records where no column of it says so', () => {
  const session = kindOf('courtyard-session')
  expect(
    ['draft', 'void', 'submitted', 'reviewed'].map((status) => apartInList(session, { status })),
  ).toEqual([...['草稿', '作废'], ...[null, null]])
  expect(apartInList(kindOf('consultation'), { status: 'draft' })).toBeNull()
  expect(apartInList(kindOf('unit'), {})).toBeNull()
})
