/** @jest-environment jsdom */
import { hashQuery, navigate, setHashQuery } from '../../../renderer/ui/hash-route'

beforeEach(() => navigate('/'))

test('filters are kept in the address, and an emptied one leaves it', () => {
  navigate('/k/activity?month=2026-11')
  setHashQuery({ text: '反诈', unit: 'u1' })
  expect(Object.fromEntries(hashQuery())).toEqual({ month: '2026-11', text: '反诈', unit: 'u1' })
  expect(location.hash).toContain('month=2026-11')
  setHashQuery({ month: undefined, text: '', unit: undefined })
  expect(location.hash).toBe('#/k/activity')
})

test('typed words stand in no address: only this page knows its sign, the same for the same words', () => {
  navigate(`/k/activity?text=${encodeURIComponent('欧阳雪莲')}`)
  const first = location.hash
  expect(first).not.toMatch(/欧|%/)
  expect(hashQuery().get('text')).toBe('欧阳雪莲')
  setHashQuery({ text: '反诈' })
  expect(location.hash).not.toBe(first)
  setHashQuery({ text: '欧阳雪莲' })
  expect(location.hash).toBe(first)
  // A sign of a page that was loaded before.
  location.hash = '/k/activity?text=*4711&unit=u1'
  expect(Object.fromEntries(hashQuery())).toEqual({ unit: 'u1' })
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
