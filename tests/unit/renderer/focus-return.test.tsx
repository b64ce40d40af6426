/** @jest-environment jsdom */
import { render, waitFor } from '@testing-library/react'
import { useFocusReturn } from '../../../renderer/ui/use-focus-return'

function Window() {
  useFocusReturn('layers')
  return (
    <>
      <button type="button">打开</button>
      <div id="layers" />
    </>
  )
}

const dialog = (): HTMLElement => {
  const made = document.createElement('div')
  made.setAttribute('role', 'dialog')
  made.tabIndex = -1
  document.getElementById('layers')?.append(made)
  return made
}

test('the last dialog that goes gives the keyboard back to what opened the first', async () => {
  const { getByRole } = render(<Window />)
  const opener = getByRole('button', { name: '打开' })
  opener.focus()
  const [first, second] = [dialog(), dialog()]
  second.focus()
  second.remove()
  await waitFor(() => expect(document.activeElement).toBe(document.body))
  first.remove()
  await waitFor(() => expect(document.activeElement).toBe(opener))
})

test('what has taken the keyboard meanwhile keeps it', async () => {
  const { getByRole, container } = render(<Window />)
  getByRole('button', { name: '打开' }).focus()
  const opened = dialog()
  opened.focus()
  const field = document.createElement('input')
  container.append(field)
  field.focus()
  opened.remove()
  await new Promise((next) => queueMicrotask(() => next(null)))
  expect(document.activeElement).toBe(field)
})
