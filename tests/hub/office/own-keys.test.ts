import { chmodSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HUB_KEYS, hubKeysPath, readHubKeys, writeHubKeys } from '../../../electron/hub/keys'

const site = {
  id: 's',
  role: 'city',
  scope: '*',
  unit: 'u',
  unitName: '示范市',
  letter: '',
  signKey: 'k',
  identity: 'i',
} as const

test('keys that others may read are refused; a credential of systemd is shown as its group’s and is not', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hub-keys-'))
  writeHubKeys(folder, { site, former: [], dataKey: Buffer.alloc(32).toString('base64') })
  const path = hubKeysPath('/nowhere', folder)
  expect(path).toBe(join(folder, HUB_KEYS))
  expect(readHubKeys(path, folder).site.unitName).toBe('示范市')
  // Windows knows no such modes.
  if (process.platform === 'win32') return
  chmodSync(path, 0o440)
  expect(() => readHubKeys(path)).toThrow(expect.objectContaining({ code: 'hub.keys-open' }))
  expect(readHubKeys(path, folder).site.unitName).toBe('示范市')
  for (const mode of [0o444, 0o460]) {
    chmodSync(path, mode)
    expect(() => readHubKeys(path, folder)).toThrow(expect.objectContaining({ code: 'hub.keys-open' }))
  }
})
