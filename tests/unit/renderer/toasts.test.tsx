/** @jest-environment jsdom */
import { act, fireEvent, render } from '@testing-library/react'
import { showToast, ToastRegion } from '../../../renderer/ui/toasts'

const pass = (seconds: number): void => act(() => jest.advanceTimersByTime(seconds * 1000))

beforeEach(() => jest.useFakeTimers())
afterEach(() => jest.useRealTimers())

test('a toast goes after ten seconds, but not while somebody points at it or has the keyboard on it', () => {
  const { container, getByRole } = render(<ToastRegion />)
  const shown = (): number => container.querySelectorAll('.toast').length
  const one = (): Element => container.querySelector('.toast') ?? container
  act(() => showToast('已删除', { action: { label: '撤销', run: () => undefined } }))
  pass(9)
  expect(shown()).toBe(1)
  fireEvent.mouseEnter(one())
  pass(60)
  expect(shown()).toBe(1)
  fireEvent.mouseLeave(one())
  pass(9)
  act(() => getByRole('button', { name: /撤 ?销/ }).focus())
  pass(60)
  act(() => getByRole('button', { name: '关闭提示' }).focus())
  pass(60)
  expect(shown()).toBe(1)
  act(() => getByRole('button', { name: '关闭提示' }).blur())
  pass(11)
  expect(shown()).toBe(0)
})
