/** @jest-environment jsdom */
import { act, renderHook } from '@testing-library/react'
import type { ReactNode } from 'react'
import { EngineProvider } from '../../../renderer/engine/engine-context'
import type { FormStart } from '../../../renderer/kinds-ui/record-form/form-start'
import { useFormState } from '../../../renderer/kinds-ui/record-form/use-form-state'
import type { Transport } from '../../../renderer/transport/transport'
import { legalAidCase } from '../../../shared/kinds/legal-aid-case'

const amounts: Readonly<Record<string, number>> = { former: 100, one: 200, other: 300 }

/** A form in which a rate and its amount stand, at an engine that answers when it is let. */
function openForm() {
  const answers: (() => void)[] = []
  const call = (_: string, { id }: { readonly id: string }) =>
    new Promise((answered) => {
      answers.push(() => answered({ ok: { body: { amount: amounts[id] } } }))
    })
  const transport = { call } as unknown as Transport
  const initial = { subsidyRate: 'former', subsidyAmount: 100 }
  const start: Partial<FormStart> = {
    record: null,
    draft: null,
    initial,
    stored: initial,
    masked: new Map(),
    recent: {},
  }
  const { result } = renderHook(() => useFormState(legalAidCase, start as FormStart), {
    wrapper: ({ children }: { children: ReactNode }) => (
      <EngineProvider transport={transport}>{children}</EngineProvider>
    ),
  })
  return {
    choose: (id: string | null) => act(() => result.current.type('subsidyRate', id)),
    answer: async () => {
      while (answers.length > 0) await act(async () => answers.shift()?.())
    },
    amount: () => result.current.form.values.subsidyAmount,
  }
}

test('of two records chosen quickly, one after the other, the last one fills the form', async () => {
  const form = openForm()
  form.choose('one')
  form.choose('other')
  await form.answer()
  expect(form.amount()).toBe(300)
})

test('a record that is chosen again before another one has filled anything finds its own values', async () => {
  const form = openForm()
  form.choose('one')
  form.choose('former')
  await form.answer()
  expect(form.amount()).toBe(100)
  form.choose('other')
  await form.answer()
  expect(form.amount()).toBe(300)
})

test('a record that is taken back before it was read fills nothing, and the next one takes the place of what stands', async () => {
  const form = openForm()
  form.choose('one')
  form.choose(null)
  await form.answer()
  expect(form.amount()).toBe(100)
  form.choose('other')
  await form.answer()
  expect(form.amount()).toBe(300)
})
