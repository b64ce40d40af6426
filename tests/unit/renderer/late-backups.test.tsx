/** @jest-environment jsdom */
import { act, render } from '@testing-library/react'
import { EngineProvider } from '../../../renderer/engine/engine-context'
import { RestoreBackup } from '../../../renderer/features/start/restore-backup'
import type { Transport } from '../../../renderer/transport/transport'

globalThis.ResizeObserver ??= class {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

/** Opens the form at an engine that is made to answer which backups lie here. */
function openForm() {
  const answered = Promise.withResolvers<unknown>()
  const transport = { call: () => answered.promise, subscribe: () => () => undefined } as unknown as Transport
  const screen = render(
    <EngineProvider transport={transport}>
      <RestoreBackup onBack={() => undefined} onRestored={() => undefined} />
    </EngineProvider>,
  )
  const answer = (answer: unknown): Promise<void> => act(async () => answered.resolve(answer))
  return { form: () => screen.queryByRole('form', { name: '从备份恢复' }), screen, answer }
}

test('a backup is not restored by a form above which another choice may still come', async () => {
  const { form, screen, answer } = openForm()
  expect(form()).toBeNull()
  await answer({ ok: { backups: [{ token: 't', file: 'a.ybk', at: '2026-11-03T08:00:00.000Z' }] } })
  expect(form()).not.toBeNull()
  expect(screen.getByLabelText('这台电脑上的自动备份')).toBeTruthy()
})

test('where the backups here are not to be had, another one is restored', async () => {
  const { form, answer } = openForm()
  await answer({ error: { code: 'unexpected', params: {}, retryable: false } })
  expect(form()).not.toBeNull()
})
