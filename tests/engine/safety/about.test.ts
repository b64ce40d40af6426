import { newestVersion } from '../../../electron/engine/db/migrations'
import { BUNDLE_FORMAT } from '../../../shared/sync/manifest'
import { type Desk, openStreet } from '../../support/desks/engine'

let desk: Desk
beforeAll(async () => {
  desk = await openStreet()
})
afterAll(() => desk.close())

test('an open profile tells what runs and where it is; a locked one tells nothing', async () => {
  const answer = await desk.engine.call('profile.about', {})
  expect(answer).toEqual({
    ok: {
      folder: desk.profile,
      node: process.versions.node,
      sqlite: expect.stringMatching(/^3\.\d+\.\d+$/),
      cipher: expect.stringMatching(/^SQLite3 Multiple Ciphers \d/),
      schema: newestVersion,
      newestSchema: newestVersion,
      bundleFormat: BUNDLE_FORMAT,
    },
  })
  await desk.engine.call('session.lock', {})
  expect(await desk.engine.call('profile.about', {})).toMatchObject({ error: { code: 'session.locked' } })
})
