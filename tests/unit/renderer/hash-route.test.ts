/** @jest-environment jsdom */
import { navigate, setHashQuery } from '../../../renderer/ui/hash-route'

beforeEach(() => navigate('/'))

test('filters are kept in the address, and an emptied one leaves it', () => {
  navigate('/k/activity?month=2026-11')
  setHashQuery({ text: '反诈', unit: 'u1' })
  expect(new URLSearchParams(location.hash.split('?')[1])).toEqual(
    new URLSearchParams({ month: '2026-11', text: '反诈', unit: 'u1' }),
  )
  setHashQuery({ month: undefined, text: '', unit: undefined })
  expect(location.hash).toBe('#/k/activity')
})

test('a replaced address is announced like any other', () => {
  let heard = 0
  const count = (): void => {
    heard += 1
  }
  addEventListener('hashchange', count)
  navigate('/sync', { replace: true })
  removeEventListener('hashchange', count)
  expect(heard).toBe(1)
  expect(location.hash).toBe('#/sync')
})
