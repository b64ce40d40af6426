/** @jest-environment jsdom */
import { fireEvent, render } from '@testing-library/react'
import { HashText } from '../../../renderer/ui/hash-text'
import { PassphraseInput } from '../../../renderer/ui/passphrase-input'

test('of a checksum eight characters are shown, and all of it once 显示全部 is pressed', () => {
  const hash = '0123456789abcdef'.repeat(4)
  const { container, getByRole, queryByRole } = render(<HashText hash={hash} />)
  const shown = (): string | undefined => container.querySelector('.hash')?.textContent?.split(' ')[0]
  expect(shown()).toBe('01234567')
  fireEvent.click(getByRole('button', { name: '显示全部' }))
  expect(shown()).toBe(hash)
  expect(queryByRole('button')).toBeNull()
})

test('a passphrase is hidden until 显示 is pressed, and hidden again by 隐藏; what was typed stays', () => {
  const { container, getByRole } = render(<PassphraseInput defaultValue="院坝里的桂花开了" />)
  const field = (): HTMLInputElement | null => container.querySelector('input')
  const press = (name: string): void => {
    fireEvent.click(getByRole('button', { name }))
  }
  expect([field()?.type, field()?.value]).toEqual(['password', '院坝里的桂花开了'])
  expect(getByRole('button').getAttribute('aria-pressed')).toBe('false')
  press('显示')
  expect([field()?.type, field()?.value]).toEqual(['text', '院坝里的桂花开了'])
  expect(getByRole('button').getAttribute('aria-pressed')).toBe('true')
  press('隐藏')
  expect([field()?.type, field()?.value]).toEqual(['password', '院坝里的桂花开了'])
})
